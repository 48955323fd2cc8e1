package fr.vaguemestre.api.problem;

import java.util.List;

/** The request is well formed but contradicts what is already there. HTTP 409. */
public final class Conflict extends Problem {
    private static final long serialVersionUID = 1L;

    /** A failure with its stable code and an English sentence for a person. */
    public Conflict(String code, String detail) {
        super(code, detail, List.of());
    }

    @Override
    public int status() {
        return 409;
    }
}
