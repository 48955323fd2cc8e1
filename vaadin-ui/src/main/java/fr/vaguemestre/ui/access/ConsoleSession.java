package fr.vaguemestre.ui.access;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinSession;
import fr.vaguemestre.api.access.AuthService;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.PasswordChange;
import fr.vaguemestre.api.access.Tokens;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.ui.registry.Services;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is signed in to one browser session: holds the tokens, which never reach the browser. */
public final class ConsoleSession {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleSession.class);

    private final Services services;
    private @Nullable Tokens tokens;
    private String wanted = "";
    private Ended ended = Ended.NOT;

    /** Why the sign-in page is shown. */
    public enum Ended {
        /** Nobody was signed in before. */
        NOT,
        /** The person signed out. */
        SIGNED_OUT,
        /** The session was too old, or was ended from elsewhere. */
        EXPIRED
    }

    ConsoleSession(Services services) {
        this.services = services;
    }

    /** The session of that browser; made on first use. */
    public static ConsoleSession of(VaadinSession session, Services services) {
        ConsoleSession present = session.getAttribute(ConsoleSession.class);
        if (present == null) {
            present = new ConsoleSession(services);
            session.setAttribute(ConsoleSession.class, present);
        }
        return present;
    }

    /** A new correlation id for one act of the person. */
    public static String correlationId() {
        return "ui-" + UUID.randomUUID();
    }

    /** Network address of the browser whose request is at hand. */
    static String origin() {
        return Optional.ofNullable(VaadinRequest.getCurrent())
                .map(VaadinRequest::getRemoteAddr)
                .orElse("");
    }

    /** Whether somebody signed in and did not leave; whether the tokens still hold is told by {@link #caller}. */
    public synchronized boolean signedIn() {
        return tokens != null;
    }

    /**
     * Signs in; throws as {@link AuthService#login}.
     *
     * @param origin network address of the browser
     */
    public synchronized void signIn(String username, String password, String origin) {
        tokens = services.auth().login(username, password, origin, correlationId());
        ended = Ended.NOT;
    }

    /**
     * The person, proved anew. An access token that ran out is renewed on the way.
     *
     * @throws Unauthenticated if nobody is signed in, or the session ended
     */
    public synchronized Caller caller() {
        Tokens held = tokens;
        if (held == null) {
            throw new Unauthenticated("access.token", "nobody is signed in");
        }
        AuthService auth = services.auth();
        String id = correlationId();
        try {
            return auth.authenticate(held.accessToken(), id);
        } catch (Unauthenticated tooOld) {
            return renewed(auth, held, id);
        }
    }

    private Caller renewed(AuthService auth, Tokens old, String id) {
        try {
            Tokens next = auth.refresh(old.refreshToken(), id);
            tokens = next;
            return auth.authenticate(next.accessToken(), id);
        } catch (Unauthenticated over) {
            tokens = null;
            ended = Ended.EXPIRED;
            throw over;
        }
    }

    /**
     * Changes the person's own password; throws as {@link AuthService#changePassword}. This session goes on.
     *
     * @param origin network address of the browser
     */
    public synchronized void changePassword(PasswordChange change, String origin) {
        Caller renewed = caller();
        Tokens held = tokens;
        if (held != null) {
            services.auth().changePassword(held.accessToken(), change, origin, renewed.correlationId());
        }
    }

    /** Signs out, here and at the server; a server that is away does not keep anybody from leaving. */
    public synchronized void signOut() {
        Tokens held = tokens;
        tokens = null;
        wanted = "";
        ended = Ended.SIGNED_OUT;
        if (held != null) {
            try {
                services.auth().logout(held.accessToken(), correlationId());
            } catch (Problem e) {
                LOG.info("sign-out was not recorded: {}", e.code());
            }
        }
    }

    /** Keeps where the person was going before signing in; a path inside the console, without leading slash. */
    public synchronized void wants(String path) {
        wanted = path;
    }

    /** Where the person was going; asked once. */
    public synchronized String takeWanted() {
        String path = wanted;
        wanted = "";
        return path;
    }

    /** Why nobody is signed in, until somebody is again. */
    public synchronized Ended ended() {
        return ended;
    }
}
