package fr.vaguemestre.api.problem;

import java.util.List;
import java.util.Objects;

/**
 * A failure that its caller can understand and act on; the REST server renders it as {@code application/problem+json}
 * (RFC 9457), the console as a message, the command line as its code.
 */
public abstract sealed class Problem extends RuntimeException
        permits Conflict, Forbidden, Invalid, NotFound, TooMany, Unauthenticated, Unavailable {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<FieldError> errors;

    Problem(String code, String detail, List<FieldError> errors) {
        super(Objects.requireNonNull(detail));
        this.code = Objects.requireNonNull(code);
        this.errors = List.copyOf(errors);
    }

    /**
     * Stable dotted code {@code <area>.<word>}, for example {@code bal.address-taken}; the problem {@code type} is
     * {@code urn:vaguemestre:problem:<code>}.
     */
    public final String code() {
        return code;
    }

    /** The fields that were refused and why; empty where the failure is not about a field. */
    public final List<FieldError> errors() {
        return errors;
    }

    /** The HTTP status of this family of problems. */
    public abstract int status();
}
