package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import java.io.IOException;

/** Why a server of another operator does not pass; an I/O exception, so that it ends a conversation as others do. */
final class PeerTrouble extends IOException {
    private static final long serialVersionUID = 1L;

    private final Cause reason;

    PeerTrouble(Cause reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    Cause reason() {
        return reason;
    }

    /** The same cause among those of peers. */
    static PeerTrouble of(CertificateRefused refused) {
        Cause cause =
                switch (refused.reason()) {
                    case EXPIRED -> Cause.EXPIRED;
                    case REVOKED -> Cause.REVOKED;
                    case CRL_EXPIRED -> Cause.CRL_EXPIRED;
                    default -> Cause.UNTRUSTED_ISSUER;
                };
        return new PeerTrouble(cause, String.valueOf(refused.getMessage()));
    }
}
