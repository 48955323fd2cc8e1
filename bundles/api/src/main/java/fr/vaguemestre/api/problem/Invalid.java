package fr.vaguemestre.api.problem;

import java.util.List;

/** The request itself is wrong; nothing was changed. HTTP 400. */
public final class Invalid extends Problem {
    private static final long serialVersionUID = 1L;

    /** A refusal that concerns the request as a whole. */
    public Invalid(String code, String detail) {
        super(code, detail, List.of());
    }

    /** A refusal that names each refused field. */
    public Invalid(String code, String detail, List<FieldError> errors) {
        super(code, detail, errors);
    }

    /** A refusal of one field. */
    public static Invalid field(String field, String code, String detail) {
        return new Invalid(code, detail, List.of(new FieldError(field, code, detail)));
    }

    @Override
    public int status() {
        return 400;
    }
}
