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
    void everyRouteMayBeRefusedWithAProblem() {
        document.get("paths")
                .forEach(path -> path.forEach(operation -> assertThat(operation
                                .at("/responses/default/content/application~1problem+json/schema/$ref")
                                .asText())
                        .isEqualTo("#/components/schemas/Problem")));
        assertThat(document.at("/components/schemas/Problem/properties/errors/type")
                        .asText())
                .isEqualTo("array");
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

    private List<String> names(String pointer) {
        return StreamSupport.stream(document.at(pointer).spliterator(), false)
                .map(parameter -> parameter.get("name").asText())
                .toList();
    }
}
