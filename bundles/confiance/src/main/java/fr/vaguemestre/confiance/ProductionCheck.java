package fr.vaguemestre.confiance;

import java.security.cert.X509Certificate;

/** Keeps a practice range and the real trust space apart (OP-76). */
final class ProductionCheck {
    private ProductionCheck() {}

    /**
     * Lets the settings pass.
     *
     * @throws IllegalArgumentException if production is set with a name or an authority of a range
     */
    static void check(ConfianceConfig config, Igc igc) {
        if (!config.production()) {
            return;
        }
        if (config.suffix().endsWith(".test") || config.listUrl().contains(".test")) {
            throw new IllegalArgumentException("production refuses the suffix .test: " + config.suffix());
        }
        for (X509Certificate authority : igc.authorities()) {
            String subject = authority.getSubjectX500Principal().getName();
            if (subject.contains("TEST") || subject.contains("BANC D'ESSAI")) {
                throw new IllegalArgumentException("production refuses the authority " + subject);
            }
        }
    }
}
