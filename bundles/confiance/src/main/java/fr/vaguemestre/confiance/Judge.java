package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.Verdict;
import fr.vaguemestre.api.confiance.Verdict.Cause;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides who may send for whom, on one state of the trust space; what is not sure is refused. */
final class Judge {
    private final Igc igc;

    Judge(Igc igc) {
        this.igc = igc;
    }

    /** Judges the bearer of a certificate. */
    Verdict judge(TrustState state, Instant now, Optional<X509Certificate> shown, String sender) {
        if (state.list().isEmpty()) {
            return refused(Cause.NO_WHITE_LIST, "no verified white list yet");
        }
        if (shown.isEmpty()) {
            return refused(Cause.NO_CERTIFICATE, "no TLS, or no client certificate was shown");
        }
        X509Certificate certificate = shown.get();
        try {
            state.crls().check(igc.chain(certificate, List.of(), now), now);
            if (!CertificateUse.CLIENT.allowedBy(certificate)) {
                throw new CertificateRefused(
                        Cause.WRONG_USE,
                        certificate.getSubjectX500Principal().getName() + " is no certificate of a client");
            }
            String id = Dn.of(certificate.getSubjectX500Principal()).id();
            return judge(state, id, certificate.getSubjectX500Principal().getName(), sender);
        } catch (CertificateRefused refused) {
            return refused(refused.reason(), String.valueOf(refused.getMessage()));
        } catch (RuntimeException unreadable) {
            return refused(Cause.UNTRUSTED_ISSUER, "unusable certificate: " + unreadable.getMessage());
        }
    }

    /** Judges a peer whose certificate was judged earlier in the session. */
    Verdict judgePeer(TrustState state, Instant now, String peerId, String sender) {
        Optional<Instant> end = state.crls().end();
        if (end.isEmpty() || end.get().isBefore(now)) {
            return refused(Cause.CRL_EXPIRED, "a revocation list is missing or out of date");
        }
        return judge(state, peerId, "peer " + peerId, sender);
    }

    private static Verdict judge(TrustState state, String peerId, String peer, String sender) {
        if (state.list().isEmpty()) {
            return refused(Cause.NO_WHITE_LIST, "no verified white list yet");
        }
        WhiteList list = state.list().get();
        if (sender.isEmpty()) {
            return list.operators().contains(peerId)
                    ? new Verdict(true, Cause.MATCH, peer + " is a listed operator")
                    : refused(Cause.OPERATOR_UNLISTED, peer + " is of no listed operator");
        }
        String domain = domain(sender);
        var listed = list.domains().get(domain);
        if (listed == null) {
            return refused(Cause.DOMAIN_UNLISTED, "domain \"" + domain + "\" is not on the white list");
        }
        return listed.peers().contains(peerId)
                ? new Verdict(true, Cause.MATCH, peer + " sends for " + domain)
                : refused(Cause.DN_MISMATCH, peer + " is not listed for " + domain);
    }

    /** The domain of an address, lower case; what is not ASCII is left as it is and so on no list. */
    private static String domain(String sender) {
        String domain = sender.substring(sender.lastIndexOf('@') + 1);
        return domain.chars().allMatch(letter -> letter < 128) ? domain.toLowerCase(Locale.ROOT) : domain;
    }

    private static Verdict refused(Cause cause, String detail) {
        return new Verdict(false, cause, detail);
    }
}
