package fr.vaguemestre.api.annuaire;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way to tell the national directory of our mailboxes. Register it as a service under a name; the setting {@code publisher}
 * of PID {@code fr.vaguemestre.annuaire} says which one is used.
 */
@ConsumerType
public interface DirectoryPublisher {
    /** Stable name, for example {@code fhir-patch}. */
    String name();

    /**
     * Tells the directory; waits for its answer no longer than its own time limit. Never called twice at once for one
     * mailbox. What throws counts as {@link DepositAnswer.Verdict#LATER}.
     */
    DepositAnswer deposit(Deposit deposit);

    /** Reports on earlier deposits that came since; a report may be given again. */
    List<DepositAnswer> reports();
}
