package fr.vaguemestre.api.problem;

import java.util.List;

/** The thing does not exist, or belongs to another tenant: the two are never told apart. HTTP 404. */
public final class NotFound extends Problem {
    private static final long serialVersionUID = 1L;

    /** A failure with its stable code and an English sentence for a person. */
    public NotFound(String code, String detail) {
        super(code, detail, List.of());
    }

    @Override
    public int status() {
        return 404;
    }
}
