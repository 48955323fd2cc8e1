package fr.vaguemestre.api.problem;

/**
 * One refused field of a request (contract: {@code errors[]}).
 *
 * @param field dotted path of the field in the request, for example {@code holder.rpps}
 * @param code stable dotted code of the reason, for example {@code bal.rpps-malformed}
 * @param detail the reason, in English, for a person
 */
public record FieldError(String field, String code, String detail) {}
