package fr.vaguemestre.mailpostfix;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The little HTTP/1.0 that edge and filter speak with us: one GET, answered by headers alone. */
final class HttpTalk implements Door.Guest {
    private static final int LONGEST_LINE = 65_536;
    private static final int MOST_HEADERS = 64;

    private final Map<String, Page> pages;

    /** What is asked at one path. */
    interface Page {
        /** The headers of the answer, each with its line end; empty for whoever may not ask. Names of the request are lower case. */
        Optional<String> answer(Map<String, String> request);
    }

    /** Answers at these paths. */
    HttpTalk(Map<String, Page> pages) {
        this.pages = Map.copyOf(pages);
    }

    private record Request(String path, Map<String, String> headers) {}

    @Override
    public void serve(InputStream in, OutputStream out) throws IOException {
        Optional<Request> request = read(new Lines(in, LONGEST_LINE));
        if (request.isEmpty()) {
            send(out, "400 Bad Request", "");
            return;
        }
        @Nullable Page page = pages.get(request.get().path());
        if (page == null) {
            send(out, "404 Not Found", "");
            return;
        }
        Optional<String> headers = page.answer(request.get().headers());
        send(out, headers.isPresent() ? "200 OK" : "403 Forbidden", headers.orElse(""));
    }

    private static Optional<Request> read(Lines lines) throws IOException {
        @Nullable String line = lines.next();
        if (line == null || !line.startsWith("GET ")) {
            return Optional.empty();
        }
        String path = line.split(" ", 3)[1];
        var headers = new HashMap<String, String>();
        for (int count = 0; count < MOST_HEADERS; count++) {
            line = lines.next();
            if (line == null) {
                return Optional.empty();
            }
            if (line.isEmpty()) {
                return Optional.of(new Request(path, headers));
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return Optional.empty();
    }

    private static void send(OutputStream out, String status, String headers) throws IOException {
        String answer = "HTTP/1.0 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n" + headers + "\r\n";
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
