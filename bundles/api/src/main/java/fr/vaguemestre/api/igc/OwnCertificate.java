package fr.vaguemestre.api.igc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A key of ours that was made by a source of this appliance, and the certificate that was issued for it. The key itself is nowhere in here.
 *
 * @param id stable, unique on this appliance
 * @param domain the hospital's mail domain that it belongs to; absent for the operator's own
 * @param usage what it is for
 * @param state where it stands
 * @param subject its DN, as it was asked for
 * @param names the servers' names that it was asked for, small letters
 * @param algorithm of the key
 * @param csr the request (PKCS #10, PEM), to be handed to the IGC-Santé
 * @param issuer DN of whoever issued it; absent until it is loaded
 * @param serial in hex; absent until it is loaded
 * @param fingerprint its SHA-256 as {@code AB:CD:…}; absent until it is loaded
 * @param notBefore valid from; absent until it is loaded
 * @param notAfter valid until; absent until it is loaded
 * @param daysLeft whole days until then, negative once it ended; absent until it is loaded
 * @param requestedAt when key and request were made
 * @param requestedBy who asked for them
 * @param loadedAt when the certificate was loaded; absent until then
 * @param source name of the {@link CertificateSource} that its key is with
 */
public record OwnCertificate(
        String id,
        Optional<String> domain,
        Usage usage,
        State state,
        String subject,
        List<String> names,
        Algorithm algorithm,
        String csr,
        Optional<String> issuer,
        Optional<String> serial,
        Optional<String> fingerprint,
        Optional<Instant> notBefore,
        Optional<Instant> notAfter,
        Optional<Long> daysLeft,
        Instant requestedAt,
        String requestedBy,
        Optional<Instant> loadedAt,
        String source) {
    /** The source that every appliance has: keys are sealed into the database. */
    public static final String SOFTWARE = "software";

    /** Keeps an unmodifiable copy. */
    public OwnCertificate {
        names = List.copyOf(names);
    }

    /** One whose key is with {@link #SOFTWARE}. */
    public OwnCertificate(
            String id,
            Optional<String> domain,
            Usage usage,
            State state,
            String subject,
            List<String> names,
            Algorithm algorithm,
            String csr,
            Optional<String> issuer,
            Optional<String> serial,
            Optional<String> fingerprint,
            Optional<Instant> notBefore,
            Optional<Instant> notAfter,
            Optional<Long> daysLeft,
            Instant requestedAt,
            String requestedBy,
            Optional<Instant> loadedAt) {
        this(
                id,
                domain,
                usage,
                state,
                subject,
                names,
                algorithm,
                csr,
                issuer,
                serial,
                fingerprint,
                notBefore,
                notAfter,
                daysLeft,
                requestedAt,
                requestedBy,
                loadedAt,
                SOFTWARE);
    }

    /** Certificate types of the IGC-Santé. */
    public enum Usage {
        /** Servers, which are clients too: operators among themselves, and people's mail programs under a hospital's own name. */
        SERV_SSL,
        /**
         * What an organisation shows as a client: a hospital's own certificate towards other operators, the operator's own towards
         * national services.
         */
        ORG_AUTH_CLI
    }

    /** Kinds of keys. */
    public enum Algorithm {
        /** RSA of 3072 bits. */
        RSA_3072,
        /** The elliptic curve P-256. */
        EC_P256
    }

    /** Where a certificate of ours stands. */
    public enum State {
        /** Key and request are there, the certificate is not. */
        REQUESTED,
        /** Loaded, but its name is another one than that in use, and not on the white list yet. */
        WAITING_FOR_LIST,
        /** The servers show it. */
        IN_SERVICE,
        /** It was in service before the one that is now, and can be again. */
        PREVIOUS
    }
}
