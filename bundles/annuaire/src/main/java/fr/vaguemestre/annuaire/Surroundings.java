package fr.vaguemestre.annuaire;

import java.net.URI;
import java.util.Optional;

/**
 * Whom this node asks: the practice range's directory or the real one, never both, and nobody while it was not said which.
 *
 * @param publisher name of the publisher in use; empty for none
 */
record Surroundings(String publisher, Optional<URI> extraction, Optional<URI> fhir) {
    /**
     * What the settings say.
     *
     * @throws IllegalArgumentException if a node in service is to ask a range's host
     */
    static Surroundings of(AnnuaireConfig config) {
        return switch (config.range()) {
            case "on" ->
                new Surroundings(
                        config.range_publisher(), uri(config.range_extractionUrl()), uri(config.range_fhirUrl()));
            case "off" ->
                new Surroundings(config.publisher(), real(uri(config.extractionUrl())), real(uri(config.fhirUrl())));
            default -> new Surroundings("", Optional.empty(), Optional.empty());
        };
    }

    private static Optional<URI> real(Optional<URI> uri) {
        if (uri.filter(given -> String.valueOf(given.getHost()).endsWith(".test"))
                .isPresent()) {
            throw new IllegalArgumentException("a node in service does not ask a .test host");
        }
        return uri;
    }

    private static Optional<URI> uri(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(URI.create(text.strip()));
    }
}
