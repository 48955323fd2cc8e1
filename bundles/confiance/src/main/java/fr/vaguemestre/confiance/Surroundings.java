package fr.vaguemestre.confiance;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom this node asks: the practice range or the real services, never both, and nobody while it was not said which.
 *
 * @param list where the signed list is; empty where nobody is asked
 * @param crls where the revocation lists are
 * @param signerCn CN of the list's signer
 * @param setUp whether somebody outside is trusted: a node in service begins with no authority but its own certificate
 */
record Surroundings(Optional<URI> list, List<URI> crls, String signerCn, boolean setUp) {
    /**
     * What the settings say. While nobody outside is trusted nobody is asked: no answer could be believed.
     *
     * @param own our own certificate, and what came with it
     * @throws IllegalArgumentException if a node in service has a name or an authority of a range (OP-76)
     */
    static Surroundings of(ConfianceConfig config, Igc igc, List<X509Certificate> own) {
        return switch (config.range()) {
            case "on" ->
                new Surroundings(
                        uri(config.range_listUrl()), uris(config.range_crlUrls()), config.range_signerCn(), true);
            case "off" -> {
                refuseRange(config, igc);
                yield own.containsAll(igc.authorities())
                        ? new Surroundings(Optional.empty(), List.of(), config.signerCn(), false)
                        : new Surroundings(uri(config.listUrl()), uris(config.crlUrls()), config.signerCn(), true);
            }
            default -> new Surroundings(Optional.empty(), List.of(), config.signerCn(), true);
        };
    }

    private static void refuseRange(ConfianceConfig config, Igc igc) {
        if (Stream.concat(uri(config.listUrl()).stream(), uris(config.crlUrls()).stream())
                .anyMatch(uri -> String.valueOf(uri.getHost()).endsWith(".test"))) {
            throw new IllegalArgumentException("a node in service does not ask a .test host");
        }
        for (X509Certificate authority : igc.authorities()) {
            String subject = authority.getSubjectX500Principal().getName();
            if (subject.contains("TEST") || subject.contains("BANC D'ESSAI")) {
                throw new IllegalArgumentException("a node in service does not trust " + subject);
            }
        }
    }

    private static Optional<URI> uri(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(URI.create(text.strip()));
    }

    private static List<URI> uris(String texts) {
        return Stream.of(texts.split(",")).flatMap(text -> uri(text).stream()).toList();
    }
}
