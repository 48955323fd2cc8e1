package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.OwnListing;
import fr.vaguemestre.api.confiance.OwnListing.State;
import fr.vaguemestre.confiance.ListChangeRepository.Loss;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Compares our own domains and certificates with a list.
 *
 * @param list in force
 * @param operator the certificate that we show for every domain without one of its own
 * @param clients certificates of their own, by domain
 */
record OwnListings(WhiteList list, X509Certificate operator, Map<String, X509Certificate> clients) {
    OwnListings {
        clients = Map.copyOf(clients);
    }

    /**
     * How these domains stand, those with trouble in front.
     *
     * @param losses tells, of domains with trouble, how they got lost, the newest first
     */
    List<OwnListing> of(Collection<String> domains, Function<List<String>, List<Loss>> losses) {
        List<String> troubled =
                domains.stream().filter(name -> state(name) != State.LISTED).toList();
        List<Loss> lost = troubled.isEmpty() ? List.of() : losses.apply(troubled);
        return domains.stream()
                .map(name -> listing(name, lost))
                .sorted(Comparator.comparing((OwnListing one) -> !one.isLost())
                        .thenComparing(one -> one.state() == State.LISTED)
                        .thenComparing(OwnListing::domain))
                .toList();
    }

    /** Whether the operator's certificate may send for anybody at all. */
    boolean isOperatorListed() {
        return list.operators().contains(id(operator));
    }

    private OwnListing listing(String name, List<Loss> losses) {
        State state = state(name);
        X509Certificate shown = shown(name);
        Optional<Instant> lostAt = state == State.LISTED
                ? Optional.empty()
                : losses.stream()
                        .filter(loss -> loss.domain().equals(name)
                                && loss.before().stream()
                                        .anyMatch(
                                                dn -> Dn.ofText(dn).map(Dn::id).equals(Optional.of(id(shown)))))
                        .map(Loss::generatedAt)
                        .findFirst();
        return new OwnListing(name, state, shown.getSubjectX500Principal().getName(), lostAt);
    }

    private State state(String name) {
        var listed = list.domains().get(name);
        if (listed == null) {
            return State.UNLISTED;
        }
        return listed.peers().contains(id(shown(name))) ? State.LISTED : State.OTHER_CERTIFICATE;
    }

    private X509Certificate shown(String name) {
        return clients.getOrDefault(name, operator);
    }

    private static String id(X509Certificate certificate) {
        return Dn.of(certificate.getSubjectX500Principal()).id();
    }
}
