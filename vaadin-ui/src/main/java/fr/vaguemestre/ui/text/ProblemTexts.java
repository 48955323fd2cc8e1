package fr.vaguemestre.ui.text;

import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.TooMany;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/** What a failure means for the person, and what to do about it. */
public final class ProblemTexts {
    private ProblemTexts() {}

    /** One or two sentences: what happened, what to do. */
    public static String of(Problem problem, Locale locale) {
        if (problem instanceof TooMany wait) {
            String key = Texts.find(locale, "problem." + problem.code()).isPresent()
                    ? "problem." + problem.code()
                    : "problem.status.429";
            return Texts.of(locale, key, waiting(wait.retryAfter(), locale));
        }
        return Texts.find(locale, "problem." + problem.code())
                .orElseGet(() -> Texts.of(
                        locale,
                        "problem.status." + problem.status(),
                        Objects.requireNonNullElse(problem.getMessage(), "")));
    }

    /** Why that field was refused. */
    public static String of(FieldError error, Locale locale) {
        return Texts.find(locale, "problem." + error.code()).orElse(error.detail());
    }

    /** A time to wait in words, rounded up to whole seconds below two minutes, to whole minutes above. */
    public static String waiting(Duration time, Locale locale) {
        long seconds = Math.max(1, time.plusMillis(999).toSeconds());
        return seconds < 120
                ? Texts.counted(locale, "wait.seconds", seconds)
                : Texts.counted(locale, "wait.minutes", (seconds + 59) / 60);
    }
}
