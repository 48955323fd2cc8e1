package fr.vaguemestre.confiance.rest;

import fr.vaguemestre.api.confiance.WhiteListChange.Kind;
import fr.vaguemestre.api.problem.Invalid;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads which changes are wanted. */
final class Kinds {
    private Kinds() {}

    static Optional<Kind> of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        String wanted = text.strip().toUpperCase(Locale.ROOT);
        return Optional.of(Arrays.stream(Kind.values())
                .filter(kind -> kind.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Invalid.field("kind", "confiance.kind", "kind is ADDED, REMOVED or CHANGED")));
    }
}
