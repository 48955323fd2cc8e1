package fr.vaguemestre.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import fr.vaguemestre.api.problem.Problem;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what was thrown becomes an answer; what nobody foresaw is logged, and told without its cause. */
final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    /** What JAX-RS itself refuses: HTTP status to the last word of the code. */
    private static final Map<Integer, String> BUILT_IN = Map.of(
            400, "malformed",
            404, "route-unknown",
            405, "method-not-allowed",
            406, "not-acceptable",
            413, "too-large",
            415, "media-type");

    private final ProblemWriter problems;
    private final DepartedRoutes departed;

    ProblemMapper(ProblemWriter problems, DepartedRoutes departed) {
        this.problems = problems;
        this.departed = departed;
    }

    @Override
    public Response toResponse(Throwable thrown) {
        HttpServletRequest request = CurrentRequest.get();
        return switch (thrown) {
            case Problem problem -> of(request, problem);
            case JsonProcessingException malformed -> of(request, JsonErrors.translate(malformed));
            case WebApplicationException builtIn -> of(request, builtIn);
            default -> unforeseen(request, thrown);
        };
    }

    private Response of(HttpServletRequest request, Problem problem) {
        if (problem.status() >= 500) {
            LOG.warn("{} {}: {}", problem.code(), request.getRequestURI(), problem.getMessage(), problem.getCause());
        }
        var response = Response.status(problem.status());
        ProblemWriter.headers(problem).forEach(response::header);
        return finish(response, problems.body(request, problem));
    }

    private Response of(HttpServletRequest request, WebApplicationException builtIn) {
        Response original = builtIn.getResponse();
        int status = original.getStatus();
        if (status < 400) {
            return original;
        }
        if (status >= 500) {
            return unforeseen(request, builtIn);
        }
        if (status == 404) {
            Throwable cause = builtIn.getCause();
            if (cause instanceof Problem || cause instanceof IllegalArgumentException) {
                status = 400;
            } else if (departed.covers(request.getPathInfo())) {
                return of(request, departed.problem());
            }
        }
        var response = Response.status(status);
        var allow = original.getHeaderString(HttpHeaders.ALLOW);
        if (allow != null) {
            response.header(HttpHeaders.ALLOW, allow);
        }
        String code = "rest." + BUILT_IN.getOrDefault(status, "http-" + status);
        return finish(response, problems.body(request, status, code, detail(request, status), List.of()));
    }

    private Response unforeseen(HttpServletRequest request, Throwable thrown) {
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), thrown);
        String detail = "an unforeseen failure; its cause is in the log under the correlation id";
        return finish(Response.status(500), problems.body(request, 500, "rest.internal", detail, List.of()));
    }

    private static Response finish(Response.ResponseBuilder response, byte[] body) {
        return response.type(ProblemWriter.MEDIA_TYPE).entity(body).build();
    }

    private static String detail(HttpServletRequest request, int status) {
        return switch (status) {
            case 404 -> "nothing answers at " + request.getRequestURI();
            case 405 -> request.getMethod() + " is not possible here";
            case 406 -> "none of the media types of Accept can be given";
            case 413 -> "the body is larger than allowed";
            case 415 -> "a body of type " + request.getContentType() + " is not understood here";
            default -> "the request is malformed";
        };
    }
}
