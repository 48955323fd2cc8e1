package fr.vaguemestre.bal.rest;

import fr.vaguemestre.api.bal.Absence;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Body of {@code PUT /email/ADDRESS/absence}; days as in {@code 2026-12-24}. */
record AbsenceBody(
        Optional<Boolean> enabled,
        Optional<LocalDate> from,
        Optional<LocalDate> until,
        Optional<String> subject,
        Optional<String> text) {
    /**
     * The answer, as it is told.
     *
     * @param active whether it is given today
     */
    record Told(boolean enabled, LocalDate from, LocalDate until, String subject, String text, boolean active) {
        static Told of(Absence absence, LocalDate today) {
            return new Told(
                    absence.enabled(),
                    absence.from(),
                    absence.until(),
                    absence.subject(),
                    absence.text(),
                    absence.isOn(today));
        }
    }

    Absence toAbsence() {
        List<FieldError> missing = new ArrayList<>();
        for (var field : List.of(
                new Field("from", from),
                new Field("until", until),
                new Field("subject", subject),
                new Field("text", text))) {
            if (field.value().isEmpty()) {
                missing.add(new FieldError(field.name(), "bal.required", "this field is needed"));
            }
        }
        if (!missing.isEmpty()) {
            throw new Invalid("bal.absence-invalid", "the automatic answer is refused", missing);
        }
        return new Absence(
                enabled.orElse(true),
                from.orElseThrow(),
                until.orElseThrow(),
                subject.orElseThrow(),
                text.orElseThrow());
    }

    private record Field(String name, Optional<?> value) {}
}
