package fr.vaguemestre.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Contract.Operation;

/** What is wrong with an answer, by the contract. */
final class FuzzVerdict {
    private FuzzVerdict() {}

    /** A word or two; blank where nothing is wrong. */
    static String of(Operation operation, Answer answer) {
        if (answer.status() >= 500) {
            return "failed";
        }
        if (!operation.statuses().contains(answer.status())) {
            return "undocumented status";
        }
        if (answer.status() < 400) {
            return "";
        }
        if (answer.problem().isEmpty()) {
            return "no problem";
        }
        JsonNode problem = answer.json();
        boolean whole = problem.path("status").asInt() == answer.status()
                && !problem.path("title").asText().isBlank()
                && !problem.path("detail").asText().isBlank()
                && (!problem.path("instance").asText().isBlank()
                        || answer.problem().startsWith("edge."))
                && answer.problem().matches("[a-z]+\\.[a-z0-9-]+");
        boolean tells = answer.text().contains("Exception") || answer.text().contains("fr.vaguemestre.");
        return whole && !tells ? "" : "malformed problem";
    }

    /** As much of a text as fits a report. */
    static String cut(String text) {
        return text.length() > 400 ? text.substring(0, 400) + "..." : text;
    }
}
