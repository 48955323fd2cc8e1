package fr.vaguemestre.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.Unkept;
import fr.vaguemestre.rest.IdempotencyRepository.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.WriterInterceptor;
import javax.ws.rs.ext.WriterInterceptorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a write with an {@code Idempotency-Key} once: who sends it again gets the first answer. The key belongs to the
 * account; with another method, path or body it is a conflict. Answers are texts; one of ours that failed (5xx) is not kept, nor
 * the body of one that tells a mail ({@link Unkept}).
 */
final class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter, WriterInterceptor {
    /** The header of the request. */
    static final String HEADER = "Idempotency-Key";

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final String UNDER_WAY = "fr.vaguemestre.idempotency";
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final int LONGEST_KEY = 200;
    private static final int LARGEST_ANSWER = 1 << 20;

    private final Supplier<Optional<IdempotencyRepository>> repository;

    @Context
    private @Nullable ResourceInfo matched;

    IdempotencyFilter(Supplier<Optional<IdempotencyRepository>> repository) {
        this.repository = repository;
    }

    @Override
    public void filter(ContainerRequestContext context) throws IOException {
        String key = context.getHeaderString(HEADER);
        if (key == null
                || !WRITES.contains(context.getMethod())
                || !(context.getSecurityContext().getUserPrincipal() instanceof CallerPrincipal(Caller caller))) {
            return;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Invalid.field(HEADER, "rest.idempotency-key", "1 to " + LONGEST_KEY + " characters");
        }
        byte[] body = context.getEntityStream().readAllBytes();
        context.setEntityStream(new ByteArrayInputStream(body));
        String request = digest(
                context.getMethod() + " " + context.getUriInfo().getRequestUri().getPath(), body);
        boolean unkept = matched != null && matched.getResourceMethod().isAnnotationPresent(Unkept.class);
        var underWay = new UnderWay(repository(), caller, key, unkept);
        var kept = underWay.repository.begin(caller, key, request);
        if (kept.isEmpty()) {
            context.setProperty(UNDER_WAY, underWay);
            return;
        }
        if (!kept.get().request().equals(request)) {
            throw new Conflict("rest.idempotency-mismatch", "this key was used for another request");
        }
        context.abortWith(replay(kept.get().answer().orElseThrow(IdempotencyFilter::stillUnderWay)));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(UNDER_WAY) instanceof UnderWay underWay) {
            underWay.status = response.getStatus();
            underWay.location = response.getHeaderString(HttpHeaders.LOCATION);
            if (!response.hasEntity()) {
                underWay.finish(null, "");
            }
        }
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (!(context.getProperty(UNDER_WAY) instanceof UnderWay underWay)) {
            context.proceed();
            return;
        }
        OutputStream client = context.getOutputStream();
        var body = new ByteArrayOutputStream();
        context.setOutputStream(body);
        context.proceed();
        underWay.finish(String.valueOf(context.getMediaType()), body.toString(StandardCharsets.UTF_8));
        body.writeTo(client);
    }

    private IdempotencyRepository repository() {
        return repository
                .get()
                .orElseThrow(() -> new Unavailable("rest.idempotency-away", "keys of requests cannot be kept now"));
    }

    private static Problem stillUnderWay() {
        return new Conflict("rest.idempotency-under-way", "the first request with this key is still under way");
    }

    private static Response replay(Answer answer) {
        var response = Response.status(answer.status()).header("Idempotency-Replayed", "true");
        if (answer.location() != null) {
            response.header(HttpHeaders.LOCATION, answer.location());
        }
        if (answer.mediaType() != null) {
            response.type(answer.mediaType()).entity(answer.body().getBytes(StandardCharsets.UTF_8));
        }
        return response.build();
    }

    private static String digest(String head, byte[] body) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(head.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) '\n');
            return HexFormat.of().formatHex(sha256.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static final class UnderWay {
        private final IdempotencyRepository repository;
        private final Caller caller;
        private final String key;
        private final boolean unkept;
        private int status;
        private @Nullable String location;

        UnderWay(IdempotencyRepository repository, Caller caller, String key, boolean unkept) {
            this.repository = repository;
            this.caller = caller;
            this.key = key;
            this.unkept = unkept;
        }

        void finish(@Nullable String mediaType, String body) {
            try {
                if (status >= 500 || body.length() > LARGEST_ANSWER) {
                    repository.forget(caller, key);
                } else if (unkept && status < 400) {
                    repository.finish(caller, key, new Answer(status, null, location, ""));
                } else {
                    repository.finish(caller, key, new Answer(status, mediaType, location, body));
                }
            } catch (Unavailable e) {
                LOG.warn("the answer under key {} of {} could not be kept", key, caller.subject(), e);
            }
        }
    }
}
