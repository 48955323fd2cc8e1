package fr.vaguemestre.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.TooMany;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.problem.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;

/** Says what went wrong, in the one way that clients know: the body and the headers of a refused request. */
final class ProblemWriter {
    /** The media type of every problem. */
    static final String MEDIA_TYPE = "application/problem+json";

    private static final Duration SOON = Duration.ofSeconds(5);

    private final ObjectMapper json;
    private final ProblemTitles titles;

    ProblemWriter(ObjectMapper json, ProblemTitles titles) {
        this.json = json;
        this.titles = titles;
    }

    /** The body of a problem of ours. */
    byte[] body(HttpServletRequest request, Problem problem) {
        return body(request, problem.status(), problem.code(), String.valueOf(problem.getMessage()), problem.errors());
    }

    /** The body of any problem. */
    byte[] body(HttpServletRequest request, int status, String code, String detail, List<FieldError> errors) {
        var body = new ProblemBody(
                "urn:vaguemestre:problem:" + code,
                titles.title(code, status, request.getHeader("Accept-Language")),
                status,
                detail,
                Correlation.of(request),
                errors);
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always writable", e);
        }
    }

    /** The headers that go with a problem of ours. */
    static Map<String, String> headers(Problem problem) {
        return switch (problem) {
            case Unauthenticated refused ->
                Map.of("WWW-Authenticate", "Bearer realm=\"vaguemestre\", error=\"" + error(refused) + "\"");
            case TooMany tooMany -> Map.of("Retry-After", seconds(tooMany.retryAfter()));
            case Unavailable away -> Map.of("Retry-After", seconds(SOON));
            default -> Map.of();
        };
    }

    private static String error(Unauthenticated refused) {
        return "access.token".equals(refused.code()) ? "invalid_token" : "invalid_request";
    }

    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000));
    }
}
