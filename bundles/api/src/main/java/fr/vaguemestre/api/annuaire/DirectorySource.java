package fr.vaguemestre.api.annuaire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A directory that can be searched. Register it as a service; each one present is asked, and what they find is merged.
 * What throws is left out of that answer and named in it.
 */
@ConsumerType
public interface DirectorySource {
    /** Stable name, shown to administrators. */
    String name();

    /** How old what it finds may be: when the directory was last known to say so; empty while it knows nothing. */
    Optional<Instant> asOf();

    /**
     * Whom it finds, best first.
     *
     * @param atMost how many are wanted, 1 to {@value DirectoryService#MOST}
     */
    List<DirectoryPerson> search(DirectoryQuery query, int atMost);
}
