package fr.vaguemestre.api.problem;

import java.util.List;

/** The caller did not prove who they are. HTTP 401. */
public final class Unauthenticated extends Problem {
    private static final long serialVersionUID = 1L;

    /** A failure with its stable code and an English sentence for a person. */
    public Unauthenticated(String code, String detail) {
        super(code, detail, List.of());
    }

    @Override
    public int status() {
        return 401;
    }
}
