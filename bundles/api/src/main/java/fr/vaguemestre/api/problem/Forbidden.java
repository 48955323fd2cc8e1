package fr.vaguemestre.api.problem;

import java.util.List;

/** The caller is known and may not do this, whatever the object. HTTP 403. */
public final class Forbidden extends Problem {
    private static final long serialVersionUID = 1L;

    /** A failure with its stable code and an English sentence for a person. */
    public Forbidden(String code, String detail) {
        super(code, detail, List.of());
    }

    @Override
    public int status() {
        return 403;
    }
}
