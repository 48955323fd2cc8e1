package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.ConfianceService;
import fr.vaguemestre.api.confiance.Verdict;
import fr.vaguemestre.api.confiance.Verdict.Cause;
import fr.vaguemestre.api.confiance.WhiteListDomain;
import fr.vaguemestre.api.confiance.WhiteListStatus;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A trust space of one peer: whoever shows a certificate may send for {@code valide.mssante.test}. */
class FakeConfiance implements ConfianceService {
    static final String PEER = "ab".repeat(32);

    volatile boolean loaded = true;

    @Override
    public String peerId(X509Certificate certificate) {
        return PEER;
    }

    @Override
    public Verdict judge(Optional<X509Certificate> certificate, String sender) {
        return certificate.isEmpty() && loaded
                ? new Verdict(false, Cause.NO_CERTIFICATE, "none")
                : judgePeer(PEER, sender);
    }

    @Override
    public Verdict judgePeer(String peerId, String sender) {
        if (!loaded) {
            return new Verdict(false, Cause.NO_WHITE_LIST, "not yet");
        }
        if (!peerId.equals(PEER)) {
            return new Verdict(false, Cause.OPERATOR_UNLISTED, "peer " + peerId);
        }
        return sender.isEmpty() || sender.endsWith("@valide.mssante.test")
                ? new Verdict(true, Cause.MATCH, "peer " + peerId)
                : new Verdict(false, Cause.DN_MISMATCH, "peer " + peerId + " is not listed");
    }

    @Override
    public WhiteListStatus whiteList() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WhiteListDomain domain(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WhiteListStatus refresh(Caller caller) {
        throw new UnsupportedOperationException();
    }
}
