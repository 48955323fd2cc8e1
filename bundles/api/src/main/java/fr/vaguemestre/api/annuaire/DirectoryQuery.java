package fr.vaguemestre.api.annuaire;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is looked for. Words match without regard to case and accents, by their beginning, and with a typing mistake where
 * nothing is written so; what is empty does not filter.
 *
 * @param text words of the name, the address, the service, the profession, the structure or the city
 * @param profession words of the profession or the specialty, or the profession's code
 * @param city words of the city, or the beginning of the postal code
 * @param structure words of the structure's name, or its FINESS or SIRET
 */
public record DirectoryQuery(
        Optional<String> text, Optional<String> profession, Optional<String> city, Optional<String> structure) {
    /** Drops blank texts. */
    public DirectoryQuery {
        text = given(text);
        profession = given(profession);
        city = given(city);
        structure = given(structure);
    }

    /** Words anywhere. */
    public static DirectoryQuery of(String text) {
        return new DirectoryQuery(Optional.of(text), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether nothing was asked for. */
    public boolean isEmpty() {
        return Stream.of(text, profession, city, structure).allMatch(Optional::isEmpty);
    }

    private static Optional<String> given(Optional<String> text) {
        return text.map(String::strip).filter(words -> !words.isEmpty());
    }
}
