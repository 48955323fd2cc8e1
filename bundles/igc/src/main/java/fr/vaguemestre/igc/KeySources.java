package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.CertificateSource;
import fr.vaguemestre.api.igc.OwnCertificate;
import fr.vaguemestre.api.igc.OwnCertificate.Usage;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unavailable;
import java.security.PrivateKey;
import java.util.Collection;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which source makes the next key, and which one has the key of a certificate. The built-in one is always there. */
@Component(service = KeySources.class, configurationPid = "fr.vaguemestre.igc")
public final class KeySources {
    private static final Logger LOG = LoggerFactory.getLogger(KeySources.class);

    @Reference
    private volatile List<CertificateSource> others = List.of();

    private final CertificateSource software;
    private final String forServers;
    private final String forClient;

    /** Chooses by these settings. */
    @Activate
    public KeySources(IgcConfig config, @Reference SoftwareSource software) {
        this(config, software, List.of());
    }

    KeySources(IgcConfig config, CertificateSource software, List<CertificateSource> others) {
        this.software = software;
        this.others = others;
        this.forServers = config.serverSource();
        this.forClient = config.clientSource();
    }

    /**
     * The source of new keys for that use.
     *
     * @param inFiles see {@link #isInFile}
     * @throws Unavailable {@code igc.source}
     * @throws Conflict {@code igc.source-unfit} if servers need the key in a file and the source lets none out
     */
    CertificateSource forNew(boolean inFiles) {
        CertificateSource chosen = named(inFiles ? forServers : forClient);
        if (inFiles && !chosen.letsKeysOut()) {
            throw new Conflict(
                    "igc.source-unfit",
                    "servers read their keys from files, and " + chosen.name() + " lets none out: set serverSource = "
                            + OwnCertificate.SOFTWARE);
        }
        return chosen;
    }

    /** Whether a server reads that key from a file; the operator's as a client of national services is used by this JVM alone. */
    static boolean isInFile(boolean operators, Usage usage) {
        return !operators || usage == Usage.SERV_SSL;
    }

    /**
     * The source that has the key of a row.
     *
     * @throws Unavailable {@code igc.source}
     */
    CertificateSource of(CertificateRow row) {
        return named(row.source());
    }

    /**
     * The key of a row.
     *
     * @throws Unavailable {@code igc.source}, or with the source's own code
     */
    PrivateKey key(CertificateRow row) {
        return of(row).key(row.id(), row.reference());
    }

    /** Removes keys whose rows are gone, where their sources keep them; what cannot be removed now is told in the log. */
    void forget(Collection<CertificateRow> gone) {
        for (CertificateRow row : gone) {
            try {
                of(row).remove(row.id(), row.reference());
            } catch (Problem away) {
                LOG.warn("The key of {} is still with {}, remove it there: {}", row, row.source(), away.getMessage());
            }
        }
    }

    private CertificateSource named(String name) {
        if (name.equals(software.name())) {
            return software;
        }
        return others.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Unavailable(
                        "igc.source", "no source of keys is called '" + name + "' here: does its bundle run?"));
    }
}
