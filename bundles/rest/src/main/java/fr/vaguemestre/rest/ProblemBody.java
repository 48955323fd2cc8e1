package fr.vaguemestre.rest;

import fr.vaguemestre.api.problem.FieldError;
import java.util.List;

/**
 * A refused request, as RFC 9457 writes it (contract §2).
 *
 * @param type {@code urn:vaguemestre:problem:<code>}
 * @param title the kind of problem, in French or English
 * @param status the HTTP status
 * @param detail what went wrong this time, for a person
 * @param instance correlation id, repeated in the logs and the audit trail
 * @param errors the refused fields
 */
record ProblemBody(String type, String title, int status, String detail, String instance, List<FieldError> errors) {}
