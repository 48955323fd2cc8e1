package fr.vaguemestre.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
    private JsonNode document;

    @BeforeEach
    void write() throws Exception {
        document = new ObjectMapper()
                .readTree(
                        OpenApiDocument.of(List.of(AnimalResource.class, HealthResource.class, OpenApiResource.class)));
    }

    @Test
    void itNamesTheRoutesAndTheirBase() {
        assertThat(document.get("openapi").asText()).startsWith("3.0");
        assertThat(document.at("/servers/0/url").asText()).isEqualTo("/api/v1");
        assertThat(document.get("paths").fieldNames())
                .toIterable()
                .contains("/animals", "/animals/{name}", "/animals/number/{n}", "/health", "/openapi.json");
        assertThat(document.at("/paths/~1animals~1{name}/get/operationId").asText())
                .isEqualTo("animal.get");
    }

    @Test
    void everyRouteNeedsATokenUnlessItIsOpen() {
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asText())
                .isEqualTo("bearer");
        assertThat(document.at("/security/0/bearer").isArray()).isTrue();
        assertThat(document.at("/paths/~1animals~1open/get/security")).isEmpty();
        assertThat(document.at("/paths/~1animals~1open/get").has("security")).isTrue();
        assertThat(document.at("/paths/~1animals/get").has("security")).isFalse();
    }

    @Test
    void everyRefusalIsAProblem() {
        document.get("paths")
                .forEach(path -> path.forEach(operation -> {
                    assertThat(operation.get("responses").fieldNames())
                            .toIterable()
                            .contains("400", "429", "503");
                    operation.get("responses").properties().stream()
                            .filter(answer -> answer.getKey().compareTo("400") >= 0)
                            .forEach(answer -> assertThat(
                                            answer.getValue().path("$ref").asText())
                                    .isEqualTo("#/components/responses/Problem"));
                }));
        assertThat(document.at("/components/responses/Problem/content/application~1problem+json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/Problem");
        assertThat(document.at("/components/schemas/Problem/properties/errors/type")
                        .asText())
                .isEqualTo("array");
    }

    @Test
    void everyRouteTellsWhoMayCallItAndWhatItAnswers() {
        assertThat(document.at("/paths/~1animals/get/x-roles"))
                .extracting(JsonNode::asText)
                .containsExactly("super_admin", "domain_admin", "user");
        assertThat(document.at("/paths/~1animals~1open/get").has("x-roles")).isFalse();
        assertThat(statuses("/paths/~1animals~1open/get")).startsWith("200").doesNotContain("401", "403", "409");
        assertThat(statuses("/paths/~1animals/get")).startsWith("200").contains("401", "403", "404");
        assertThat(statuses("/paths/~1animals/post"))
                .startsWith("201")
                .contains("409", "413", "415")
                .doesNotContain("200", "default");
        assertThat(document.at("/paths/~1animals/post/responses/201/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/NewAnimal");
        assertThat(statuses("/paths/~1animals~1{name}/delete")).startsWith("204");
    }

    @Test
    void aListTellsHowItIsPagedAndAWriteThatItTakesAKey() {
        assertThat(names("/paths/~1animals/get/parameters")).containsExactly("limit", "cursor", "q", "sort");
        assertThat(names("/paths/~1animals/post/parameters")).containsExactly("Idempotency-Key");
    }

    @Test
    void bodiesAreDescribed() {
        assertThat(document.at("/components/schemas/NewAnimal/properties").fieldNames())
                .toIterable()
                .contains("name", "kind", "legs", "owner", "tags");
        assertThat(document.at("/components/schemas/NewAnimal/properties/kind/enum"))
                .hasSize(2);
    }

    private List<String> statuses(String operation) {
        return document.at(operation + "/responses").properties().stream()
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    private List<String> names(String pointer) {
        return StreamSupport.stream(document.at(pointer).spliterator(), false)
                .map(parameter -> parameter.get("name").asText())
                .toList();
    }
}
