package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.WhiteListDomain;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A verified white list, never changed: a newer one replaces it as a whole.
 *
 * @param generatedAt its DateDeGeneration
 * @param digest hex SHA-256 of the signed file
 * @param entries how many entries it holds, skipped ones not counted
 * @param domains by name, lower case
 * @param operators ids of all DN on it
 * @param warnings what was skipped or is odd, for a person
 */
record WhiteList(
        Instant generatedAt,
        String digest,
        long entries,
        Map<String, Listed> domains,
        Set<String> operators,
        List<String> warnings) {
    WhiteList {
        domains = Map.copyOf(domains);
        operators = Set.copyOf(operators);
        warnings = List.copyOf(warnings);
    }

    /**
     * One domain.
     *
     * @param shown what is shown of it
     * @param peers ids of the DN that may send for it
     */
    record Listed(WhiteListDomain shown, Set<String> peers) {
        Listed {
            peers = Set.copyOf(peers);
        }
    }

    /** How many domains of this list are not on that one. */
    long vanishedIn(WhiteList next) {
        return domains.keySet().stream()
                .filter(name -> !next.domains.containsKey(name))
                .count();
    }
}
