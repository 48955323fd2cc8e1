package fr.vaguemestre.api.messages;

import java.util.regex.Pattern;

/**
 * The addresses of patients (Mon espace santé) in a text: what stands before their {@code @} is a national health number, so it is
 * shown to nobody but who exchanges with the patient.
 *
 * @param text an address, or any text
 * @since 1.2
 */
public record PatientAddresses(String text) {
    private static final Pattern PATIENT = Pattern.compile("(?i)[^\\s<>@]+(@patient\\.)");

    /** Whether there is one. */
    public boolean isPresent() {
        return PATIENT.matcher(text).find();
    }

    /** The text with {@code ***} in the place of each number. */
    public String masked() {
        return PATIENT.matcher(text).replaceAll("***$1");
    }

    /** Keeps the numbers out of logs. */
    @Override
    public String toString() {
        return masked();
    }
}
