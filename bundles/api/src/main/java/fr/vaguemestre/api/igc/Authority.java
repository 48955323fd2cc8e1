package fr.vaguemestre.api.igc;

import java.time.Instant;
import java.util.List;

/**
 * A certification authority that is trusted, or is about to be.
 *
 * @param id SHA-256 of its certificate, 64 small hex digits
 * @param role its place in the hierarchy
 * @param origin how it came to be trusted
 * @param subject its DN
 * @param issuer DN of whoever issued it
 * @param serial in hex
 * @param fingerprint the same SHA-256 as {@code AB:CD:…}, to be compared with what the authority publishes
 * @param notBefore valid from
 * @param notAfter valid until
 * @param daysLeft whole days until then; negative once it ended
 * @param dependents DN of the authorities and of our own certificates that would lose their chain without it
 */
public record Authority(
        String id,
        Role role,
        Origin origin,
        String subject,
        String issuer,
        String serial,
        String fingerprint,
        Instant notBefore,
        Instant notAfter,
        long daysLeft,
        List<String> dependents) {
    /** Keeps an unmodifiable copy. */
    public Authority {
        dependents = List.copyOf(dependents);
    }

    /** The place of an authority in its hierarchy. */
    public enum Role {
        /** Signed by itself: trust begins here. */
        ROOT,
        /** Signed by an authority that is trusted. */
        INTERMEDIATE
    }

    /** How an authority came to be trusted. */
    public enum Origin {
        /** Nobody trusts it yet: it was only looked at. */
        EXAMINED,
        /** A person loaded it. */
        LOADED,
        /** It comes with the practice range and goes with it. */
        RANGE,
        /** The node itself, which trusts nobody else until an authority is loaded. */
        NODE
    }
}
