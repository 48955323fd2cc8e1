package fr.vaguemestre.api.problem;

import java.time.Duration;
import java.util.List;

/** A limit that protects was reached; the caller may try again later. HTTP 429. */
public final class TooMany extends Problem {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** A refusal with the time to wait, rounded up to whole seconds in {@code Retry-After}. */
    public TooMany(String code, String detail, Duration retryAfter) {
        super(code, detail, List.of());
        this.retryAfter = retryAfter;
    }

    /** How long the caller should wait, at least one second. */
    public Duration retryAfter() {
        return retryAfter;
    }

    @Override
    public int status() {
        return 429;
    }
}
