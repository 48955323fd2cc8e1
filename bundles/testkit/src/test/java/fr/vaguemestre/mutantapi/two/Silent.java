package fr.vaguemestre.mutantapi.two;

import fr.vaguemestre.mutantapi.one.Doer;
import org.jspecify.annotations.Nullable;

/** An interface that does not say who implements it. */
public interface Silent {
    /** Closes the cycle. */
    @Nullable
    Doer doer();
}
