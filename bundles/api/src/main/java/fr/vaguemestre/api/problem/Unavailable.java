package fr.vaguemestre.api.problem;

import java.util.List;

/** Something that this needs is away for the moment; the same request may succeed later. HTTP 503. */
public final class Unavailable extends Problem {
    private static final long serialVersionUID = 1L;

    /** A failure of something outside, wrapped once at its adapter. */
    public Unavailable(String code, String detail, Throwable cause) {
        super(code, detail, List.of());
        initCause(cause);
    }

    /** A refusal to go on while something needed is away. */
    public Unavailable(String code, String detail) {
        super(code, detail, List.of());
    }

    @Override
    public int status() {
        return 503;
    }
}
