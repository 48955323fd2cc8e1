package fr.vaguemestre.ui.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.ui.server.MemoryServices;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleSessionTest {
    private final MemoryServices services = new MemoryServices();
    private final ConsoleSession session = new ConsoleSession(services);

    @BeforeEach
    void account() {
        var caller = new Caller("kit", "Kit DOC", Optional.empty(), Set.of(Role.USER), Set.of(), Set.of(), "t");
        services.auth.add("kit", "a long password", caller);
    }

    @Test
    void eachActHasACorrelationIdOfItsOwn() {
        session.signIn("kit", "a long password", "192.0.2.7");
        assertThat(session.caller().displayName()).isEqualTo("Kit DOC");
        assertThat(session.caller().correlationId())
                .startsWith("ui-")
                .isNotEqualTo(session.caller().correlationId());
        assertThat(services.auth.lastOrigin()).isEqualTo("192.0.2.7");
    }

    @Test
    void aTokenThatRanOutIsRenewed() {
        session.signIn("kit", "a long password", "192.0.2.7");
        services.auth.accessTokensRunOut();
        assertThat(session.caller().subject()).isEqualTo("kit");
    }

    @Test
    void aSessionEndedFromElsewhereIsOver() {
        session.signIn("kit", "a long password", "192.0.2.7");
        services.auth.endAll();
        assertThatExceptionOfType(Unauthenticated.class).isThrownBy(session::caller);
        assertThat(session.signedIn()).isFalse();
        assertThat(session.ended()).isEqualTo(ConsoleSession.Ended.EXPIRED);
        session.signIn("kit", "a long password", "192.0.2.7");
        assertThat(session.ended()).isEqualTo(ConsoleSession.Ended.NOT);
    }

    @Test
    void aSessionOutlivesTheAbsenceOfTheService() {
        session.signIn("kit", "a long password", "192.0.2.7");
        services.authAway(true);
        assertThatExceptionOfType(Unavailable.class).isThrownBy(session::caller);
        services.authAway(false);
        assertThat(session.caller().subject()).isEqualTo("kit");
    }

    @Test
    void signingOutEndsTheSessionAtTheServer() {
        session.signIn("kit", "a long password", "192.0.2.7");
        session.signOut();
        assertThat(services.auth.sessions()).isZero();
        assertThat(session.signedIn()).isFalse();
    }

    @Test
    void everybodyMayLeaveWhileTheServiceIsAway() {
        session.signIn("kit", "a long password", "192.0.2.7");
        services.authAway(true);
        session.signOut();
        assertThat(session.signedIn()).isFalse();
    }
}
