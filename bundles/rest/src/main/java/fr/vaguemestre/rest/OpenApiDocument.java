package fr.vaguemestre.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.rest.Anonymous;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Writes the OpenAPI document of a set of resource classes, with what every route has in common. */
final class OpenApiDocument {
    private static final String BEARER = "bearer";
    /** Extension of an operation: the roles that may call it. */
    private static final String ROLES = "x-roles";

    private OpenApiDocument() {}

    /** The document, as JSON. */
    static String of(List<Class<?>> resources) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Reader.class.getClassLoader());
        try {
            OpenAPI document = new OpenAPI();
            for (Class<?> resource : new LinkedHashSet<>(resources)) {
                add(document, resource);
            }
            finish(document);
            return Json.mapper().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an OpenAPI document is always writable", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void add(OpenAPI document, Class<?> resource) {
        Map<String, Method> methods = new HashMap<>();
        for (Method method : resource.getMethods()) {
            methods.put(method.getName(), method);
        }
        OpenAPI one = new Reader(new OpenAPI()).read(resource);
        if (one.getComponents() != null && one.getComponents().getSchemas() != null) {
            one.getComponents().getSchemas().forEach(document::schema);
        }
        if (one.getPaths() == null) {
            return;
        }
        one.getPaths().forEach((path, item) -> {
            item.readOperationsMap().forEach((verb, operation) -> {
                Method method = Objects.requireNonNull(
                        methods.get(operation.getOperationId().replaceAll("_\\d+$", "")));
                operation.setOperationId(id(resource, method.getName()));
                complete(operation, verb.name(), method);
                OperationAnswers.tell(document, operation, verb.name(), method);
            });
            var known = document.getPaths() == null ? null : document.getPaths().get(path);
            if (known == null) {
                document.path(path, item);
            } else {
                item.readOperationsMap().forEach(known::operation);
            }
        });
    }

    private static String id(Class<?> resource, String method) {
        String name = resource.getSimpleName().replaceFirst("Resource$", "");
        return name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1) + "." + method;
    }

    private static void complete(Operation operation, String verb, Method method) {
        if (Arrays.asList(method.getParameterTypes()).contains(PageRequest.class)) {
            Stream.of(
                            query(
                                    "limit",
                                    new IntegerSchema()
                                            .minimum(java.math.BigDecimal.ONE)
                                            .maximum(java.math.BigDecimal.valueOf(PageRequest.MAX_LIMIT))),
                            query("cursor", new StringSchema()),
                            query("q", new StringSchema()),
                            query("sort", new StringSchema()))
                    .forEach(operation::addParametersItem);
        }
        if (method.isAnnotationPresent(Anonymous.class)) {
            operation.security(List.of());
            return;
        }
        operation.addExtension(
                ROLES, Routes.roles(method).stream().map(Role::wire).toList());
        if (!"GET".equals(verb)) {
            operation.addParametersItem(
                    new HeaderParameter().name(IdempotencyFilter.HEADER).schema(new StringSchema().maxLength(200)));
        }
    }

    private static QueryParameter query(String name, Schema<?> schema) {
        var parameter = new QueryParameter();
        parameter.name(name).schema(schema);
        return parameter;
    }

    private static void finish(OpenAPI document) {
        Components components = document.getComponents() == null ? new Components() : document.getComponents();
        components.addSecuritySchemes(
                BEARER,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT"));
        components.addSchemas(OperationAnswers.PROBLEM, problem());
        components.addResponses(OperationAnswers.PROBLEM, OperationAnswers.problem());
        document.components(components)
                .info(new Info()
                        .title("Vaguemestre")
                        .version("1")
                        .description("Errors are application/problem+json; an object of another tenant is 404."))
                .servers(List.of(new Server().url("/api/v1")))
                .security(List.of(new SecurityRequirement().addList(BEARER)));
    }

    private static Schema<?> problem() {
        Schema<?> field = new ObjectSchema()
                .properties(
                        Map.of("field", new StringSchema(), "code", new StringSchema(), "detail", new StringSchema()));
        var body = new ObjectSchema();
        body.addProperty("type", new StringSchema().example("urn:vaguemestre:problem:bal.address-taken"));
        body.addProperty("title", new StringSchema());
        body.addProperty("status", new IntegerSchema());
        body.addProperty("detail", new StringSchema());
        body.addProperty("instance", new StringSchema().description("correlation id"));
        body.addProperty("errors", new ArraySchema().items(field));
        return body;
    }
}
