package fr.vaguemestre.confiance;

import fr.vaguemestre.confiance.ListRefused.Why;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Fetches a file by HTTP or HTTPS within a bound of time and size; over HTTPS only the given anchors are trusted. */
final class Download implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final HttpClient client;
    private final Duration atMost;
    private final long maxBytes;

    /**
     * Makes a client.
     *
     * @param atMost time for the whole answer
     * @param maxBytes size of the largest answer taken
     */
    Download(SSLContext tls, Duration atMost, long maxBytes) {
        this.client = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.atMost = atMost;
        this.maxBytes = maxBytes;
    }

    /**
     * An answer.
     *
     * @param body empty where the server says that the known version is the newest
     * @param version what to ask with next time
     * @param server certificates that the server showed; none over HTTP
     */
    record Answer(Optional<byte[]> body, Version version, List<Certificate> server) {}

    /** What a server calls a version of a file, to ask for a newer one only. */
    record Version(Optional<String> etag, Optional<String> lastModified) {
        static final Version NONE = new Version(Optional.empty(), Optional.empty());
    }

    /** Fetches the file unless the server says that this version is the newest. */
    Answer get(URI uri, Version known) throws ListRefused {
        var request = HttpRequest.newBuilder(uri).timeout(atMost).header("Accept", "*/*");
        known.etag().ifPresent(tag -> request.header("If-None-Match", tag));
        known.lastModified().ifPresent(date -> request.header("If-Modified-Since", date));
        var answer = send(uri, request.build());
        if (answer.statusCode() == NOT_MODIFIED) {
            return new Answer(Optional.empty(), known, server(answer));
        }
        if (answer.statusCode() != OK) {
            throw new ListRefused(Why.UNREACHABLE, uri + " answered " + answer.statusCode());
        }
        var headers = answer.headers();
        var version = new Version(headers.firstValue("ETag"), headers.firstValue("Last-Modified"));
        return new Answer(Optional.of(answer.body()), version, server(answer));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpResponse<byte[]> send(URI uri, HttpRequest request) throws ListRefused {
        var pending = client.sendAsync(request, head -> new Bounded(maxBytes));
        try {
            return pending.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            pending.cancel(true);
            throw new ListRefused(Why.UNREACHABLE, uri + " took more than " + atMost.toSeconds() + " s", slow);
        } catch (InterruptedException stopping) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new ListRefused(Why.UNREACHABLE, "stopping", stopping);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            if (cause instanceof TooLarge || cause.getCause() instanceof TooLarge) {
                throw new ListRefused(Why.TOO_LARGE, uri + " is larger than " + maxBytes + " bytes", failed);
            }
            throw new ListRefused(Why.UNREACHABLE, uri + ": " + words(cause), failed);
        }
    }

    private static List<Certificate> server(HttpResponse<byte[]> answer) throws ListRefused {
        if (answer.sslSession().isEmpty()) {
            return List.of();
        }
        try {
            return List.of(answer.sslSession().get().getPeerCertificates());
        } catch (SSLPeerUnverifiedException anonymous) {
            throw new ListRefused(Why.UNREACHABLE, "the server showed no certificate", anonymous);
        }
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Gathers a body and gives up as soon as it is larger than allowed. */
    private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {
        private final HttpResponse.BodySubscriber<byte[]> whole = HttpResponse.BodySubscribers.ofByteArray();
        private long left;
        private Flow.@Nullable Subscription subscription;

        Bounded(long maxBytes) {
            this.left = maxBytes;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            whole.onSubscribe(given);
        }

        @Override
        public void onNext(List<ByteBuffer> part) {
            for (ByteBuffer buffer : part) {
                left -= buffer.remaining();
            }
            if (left < 0) {
                if (subscription != null) {
                    subscription.cancel();
                }
                whole.onError(new TooLarge());
            } else {
                whole.onNext(part);
            }
        }

        @Override
        public void onError(Throwable failure) {
            whole.onError(failure);
        }

        @Override
        public void onComplete() {
            whole.onComplete();
        }
    }
}
