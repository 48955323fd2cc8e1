package fr.vaguemestre.e2e.driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/**
 * What the REST server answered.
 *
 * @param status HTTP status
 * @param text body as text
 */
public record Answer(int status, HttpHeaders headers, String text) {
    private static final String PROBLEM = "urn:vaguemestre:problem:";

    /** The body as JSON. */
    public JsonNode json() {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("not JSON (HTTP " + status + "): " + text, notJson);
        }
    }

    /** The stable code of the problem that the body tells, or blank where it is none. */
    public String problem() {
        if (!headers.firstValue("Content-Type").orElse("").startsWith("application/problem+json")) {
            return "";
        }
        String type = json().path("type").asText();
        return type.startsWith(PROBLEM) ? type.substring(PROBLEM.length()) : type;
    }

    /**
     * This answer, if it has that status.
     *
     * @throws AssertionError with the body otherwise
     */
    public Answer expect(int wanted) {
        if (status != wanted) {
            throw new AssertionError("HTTP " + status + " instead of " + wanted + ": " + text);
        }
        return this;
    }
}
