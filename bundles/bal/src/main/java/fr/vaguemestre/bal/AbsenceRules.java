package fr.vaguemestre.bal;

import fr.vaguemestre.api.bal.Absence;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import java.util.ArrayList;
import java.util.List;

/** What an automatic answer must look like; each refusal names its field. */
final class AbsenceRules {
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 5_000;

    private AbsenceRules() {}

    /**
     * The answer in its stored form.
     *
     * @throws Invalid with each refused field
     */
    static Absence check(Absence wanted) {
        List<FieldError> errors = new ArrayList<>();
        if (wanted.until().isBefore(wanted.from())) {
            errors.add(new FieldError("until", "bal.absence-order", "the last day is before the first"));
        }
        String subject = wanted.subject().strip();
        String text = wanted.text().replace("\r\n", "\n").replace('\r', '\n').strip();
        check("subject", subject, LONGEST_SUBJECT, errors);
        check("text", text.replace('\n', ' ').replace('\t', ' '), LONGEST_TEXT, errors);
        if (!errors.isEmpty()) {
            throw new Invalid("bal.absence-invalid", "the automatic answer is refused", errors);
        }
        return new Absence(wanted.enabled(), wanted.from(), wanted.until(), subject, text);
    }

    private static void check(String field, String text, int most, List<FieldError> errors) {
        if (text.isEmpty() || text.length() > most) {
            errors.add(new FieldError(field, "bal.text-length", "1 to " + most + " characters"));
        } else if (text.codePoints().anyMatch(Character::isISOControl)
                || text.codePoints().anyMatch(letter -> Character.getType(letter) == Character.SURROGATE)) {
            errors.add(new FieldError(field, "bal.text-control", "no control characters"));
        }
    }
}
