package fr.vaguemestre.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.Problem;
import java.util.Arrays;
import java.util.List;

/** Tells the author of a JSON body where it is wrong. */
final class JsonErrors {
    private JsonErrors() {}

    /** The problem behind what Jackson threw. */
    static Problem translate(JsonProcessingException thrown) {
        if (thrown.getCause() instanceof Problem own) {
            return own;
        }
        return switch (thrown) {
            case UnrecognizedPropertyException unknown ->
                field(unknown, "rest.field-unknown", "unknown field, known are " + known(unknown));
            case InvalidNullException absent -> field(absent, "rest.field-missing", "this field is needed");
            case InvalidFormatException wrong -> field(wrong, "rest.field-type", expected(wrong));
            case MismatchedInputException wrong
            when !wrong.getPath().isEmpty() ->
                field(wrong, "rest.field-type", "expected " + word(wrong.getTargetType()));
            case MismatchedInputException empty
            when empty.getLocation() == null || ended(empty) ->
                new Invalid("rest.body-missing", "a JSON body is needed");
            case JsonMappingException refused
            when !refused.getPath().isEmpty() -> field(refused, "rest.field-invalid", "this value is not accepted");
            default -> malformed(thrown);
        };
    }

    private static boolean ended(MismatchedInputException empty) {
        return String.valueOf(empty.getOriginalMessage()).startsWith("No content");
    }

    private static Invalid malformed(JsonProcessingException thrown) {
        JsonLocation at = thrown.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new Invalid("rest.json-malformed", "the body is not the JSON expected" + where);
    }

    private static Invalid field(JsonMappingException thrown, String code, String detail) {
        return Invalid.field(path(thrown.getPath()), code, detail);
    }

    private static String path(List<Reference> path) {
        var dotted = new StringBuilder();
        for (Reference step : path) {
            if (step.getFieldName() == null) {
                dotted.append('[').append(step.getIndex()).append(']');
            } else {
                dotted.append(dotted.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return dotted.toString();
    }

    private static String known(UnrecognizedPropertyException unknown) {
        var names = unknown.getKnownPropertyIds();
        return names == null
                ? "none"
                : String.join(", ", names.stream().map(String::valueOf).sorted().toList());
    }

    private static String expected(InvalidFormatException wrong) {
        Class<?> type = wrong.getTargetType();
        if (type != null && type.isEnum()) {
            return "expected one of " + Arrays.toString(type.getEnumConstants());
        }
        return "expected " + word(type);
    }

    private static String word(Class<?> type) {
        if (type == null) {
            return "another type";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number in the range of " + type.getSimpleName().toLowerCase(java.util.Locale.ROOT);
        }
        return Iterable.class.isAssignableFrom(type) || type.isArray() ? "a list" : "another type";
    }
}
