package fr.vaguemestre.rest;

import fr.vaguemestre.api.monitoring.Meters;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unavailable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The front door: names the request, checks its size and its sender's rate, hands it to the resources, measures it. */
final class RestServlet extends HttpServlet {
    /** Where the servlet is registered. */
    static final String ALIAS = "/api";
    /** The version of the contract: first segment after the alias. */
    static final String VERSION = "/v1";
    /** Request attribute that holds the template of the route, once known. */
    static final String ROUTE = "fr.vaguemestre.route";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RestServlet.class);
    private static final String MDC_KEY = "correlationId";
    private static final long LARGE = 4L * 1024 * 1024;

    /** How long a large body waits for its turn. */
    static final Duration LARGE_PATIENCE = Duration.ofSeconds(30);

    private final transient Supplier<@Nullable Generation> resources;
    private final transient ProblemWriter problems;
    private final transient RateLimit byAddress;
    private final transient Supplier<Optional<Meters>> meters;
    private final long maxBodyBytes;
    private final Duration largePatience;
    private final transient Semaphore largeOnes = new Semaphore(1, true);
    private transient volatile @Nullable Watch watch;

    RestServlet(
            Supplier<@Nullable Generation> resources,
            ProblemWriter problems,
            RateLimit byAddress,
            Supplier<Optional<Meters>> meters,
            long maxBodyBytes,
            Duration largePatience) {
        this.resources = resources;
        this.problems = problems;
        this.byAddress = byAddress;
        this.meters = meters;
        this.maxBodyBytes = maxBodyBytes;
        this.largePatience = largePatience;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long began = System.nanoTime();
        String id = Correlation.begin(request);
        MDC.put(MDC_KEY, id);
        try {
            headers(response, id);
            byAddress.count(Origin.of(request));
            dispatch(request, response);
        } catch (Problem problem) {
            ProblemWriter.headers(problem).forEach(response::setHeader);
            answer(response, problem.status(), problems.body(request, problem));
        } catch (RuntimeException e) {
            LOG.error("{} {} failed outside any resource", request.getMethod(), request.getRequestURI(), e);
            refuse(request, response, 500, "rest.internal", "an unforeseen failure; its cause is in the log");
        } finally {
            measure(request, response, System.nanoTime() - began);
            MDC.remove(MDC_KEY);
        }
    }

    private static void headers(HttpServletResponse response, String id) {
        response.setHeader(Correlation.HEADER, id);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
    }

    private void dispatch(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (path == null || !path.startsWith(VERSION + "/")) {
            refuse(request, response, 404, "rest.route-unknown", "nothing answers at " + request.getRequestURI());
            return;
        }
        if (request.getContentLengthLong() > maxBodyBytes) {
            refuse(request, response, 413, "rest.too-large", "the body is larger than " + maxBodyBytes + " bytes");
            return;
        }
        if (!knownCharset(request)) {
            refuse(request, response, 415, "rest.media-type", "no such character set: " + request.getContentType());
            return;
        }
        HttpServletRequest bounded =
                request.getContentLengthLong() < 0 ? new BoundedRequest(request, maxBodyBytes) : request;
        boolean large = request.getContentLengthLong() > LARGE || request.getHeader("Transfer-Encoding") != null;
        if (!large) {
            answer(bounded, response);
            return;
        }
        takeTurn();
        try {
            answer(bounded, response);
        } finally {
            largeOnes.release();
        }
    }

    /** CXF asks for it before any route, and fails on one that it does not know. */
    private static boolean knownCharset(HttpServletRequest request) {
        String charset = request.getCharacterEncoding();
        try {
            return charset == null || Charset.isSupported(charset);
        } catch (IllegalCharsetNameException malformed) {
            return false;
        }
    }

    /** A body of tens of megabytes takes several times its size while it is read: one after the other, or memory ends. */
    private void takeTurn() {
        try {
            if (largeOnes.tryAcquire(largePatience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new Unavailable("rest.busy", "too many large requests at once");
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        for (Generation now = resources.get(); now != null; now = resources.get()) {
            if (now.answer(getServletConfig(), request, response)) {
                return;
            }
        }
        throw new Unavailable("rest.starting", "no resource is there yet");
    }

    private void refuse(
            HttpServletRequest request, HttpServletResponse response, int status, String code, String detail)
            throws IOException {
        answer(response, status, problems.body(request, status, code, detail, List.of()));
    }

    private static void answer(HttpServletResponse response, int status, byte[] body) throws IOException {
        if (!response.isCommitted()) {
            response.setStatus(status);
            response.setContentType(ProblemWriter.MEDIA_TYPE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    private void measure(HttpServletRequest request, HttpServletResponse response, long nanos) {
        Meters now = meters.get().orElse(null);
        if (now == null) {
            return;
        }
        Watch known = watch;
        if (known == null || !known.meters().equals(now)) {
            known = new Watch(
                    now,
                    now.timer(
                            "vaguemestre_rest_request_seconds",
                            "Requests by route and class of status",
                            "method",
                            "route",
                            "status"));
            watch = known;
        }
        Object route = request.getAttribute(ROUTE);
        String status = response.getStatus() / 100 + "xx";
        known.timer().observe(nanos / 1e9, method(request), route == null ? "unknown" : route.toString(), status);
    }

    private static String method(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> request.getMethod();
            default -> "other";
        };
    }

    private record Watch(Meters meters, Meters.Timer timer) {}
}
