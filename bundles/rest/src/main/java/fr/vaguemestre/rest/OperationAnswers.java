package fr.vaguemestre.rest;

import fr.vaguemestre.api.rest.Anonymous;
import fr.vaguemestre.api.rest.Answers;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells every status that an operation may answer: what it does when all is well, and what the server in front refuses. */
final class OperationAnswers {
    /** Name of the schema and of the response of refusals. */
    static final String PROBLEM = "Problem";

    /** Whatever is asked: malformed, no such media type, address or headers too long, too often, unforeseen, something is away. */
    private static final Set<Integer> ANY = Set.of(400, 406, 414, 429, 431, 500, 503);
    /** What needs a caller may also refuse it, or not know the object. */
    private static final Set<Integer> KNOWN_CALLER = Set.of(401, 403, 404);
    /** What takes a body may also find it in contradiction, too large, or of another type. */
    private static final Set<Integer> WRITE = Set.of(409, 413, 415);

    private OperationAnswers() {}

    /** Puts all answers into an operation. */
    static void tell(OpenAPI document, Operation operation, String verb, Method method) {
        ApiResponses answers = new ApiResponses();
        Answers said = method.getAnnotation(Answers.class);
        ApiResponse good = new ApiResponse().description("done").content(content(document, operation, said));
        answers.addApiResponse(Integer.toString(status(said, method)), good);
        for (int refusal : refusals(verb, method.isAnnotationPresent(Anonymous.class))) {
            answers.addApiResponse(
                    Integer.toString(refusal), new ApiResponse().$ref("#/components/responses/" + PROBLEM));
        }
        operation.responses(answers);
    }

    private static int status(@Nullable Answers said, Method method) {
        if (said != null) {
            return said.value();
        }
        return method.getReturnType() == void.class ? 204 : 200;
    }

    private static Set<Integer> refusals(String verb, boolean anonymous) {
        Set<Integer> statuses = new TreeSet<>(ANY);
        boolean write = !"GET".equals(verb);
        if (write) {
            statuses.addAll(WRITE);
        }
        if (!anonymous) {
            statuses.addAll(KNOWN_CALLER);
        } else if (write) {
            statuses.add(401);
        }
        return statuses;
    }

    /** The body that was read from the method, or the one that it names. */
    private static @Nullable Content content(OpenAPI document, Operation operation, @Nullable Answers said) {
        Content read = Optional.ofNullable(operation.getResponses())
                .map(answers -> answers.get(ApiResponses.DEFAULT))
                .map(ApiResponse::getContent)
                .orElse(null);
        if (read == null || said == null || said.body() == Void.class) {
            return read;
        }
        var resolved = ModelConverters.getInstance()
                .resolveAsResolvedSchema(new AnnotatedType(said.body()).resolveAsRef(true));
        resolved.referencedSchemas.forEach(document::schema);
        for (MediaType type : read.values()) {
            type.schema(resolved.schema);
        }
        return read;
    }

    /** A refusal as it is told. */
    static ApiResponse problem() {
        return new ApiResponse()
                .description("refused: the status and the code tell why")
                .content(new Content()
                        .addMediaType(
                                ProblemWriter.MEDIA_TYPE,
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
    }
}
