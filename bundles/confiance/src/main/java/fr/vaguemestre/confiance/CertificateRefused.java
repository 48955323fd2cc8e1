package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.Verdict.Cause;

/** A certificate is not of the trust space; the message is for a person. */
final class CertificateRefused extends Exception {
    private static final long serialVersionUID = 1L;
    private final Cause cause;

    CertificateRefused(Cause cause, String detail) {
        super(detail);
        this.cause = cause;
    }

    /** Why, as a verdict says it. */
    Cause reason() {
        return cause;
    }
}
