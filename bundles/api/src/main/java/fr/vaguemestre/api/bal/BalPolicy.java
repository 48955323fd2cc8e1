package fr.vaguemestre.api.bal;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.tenancy.Domain;
import org.osgi.annotation.versioning.ConsumerType;

/** A rule that a new mailbox must pass: naming, eligibility. Register it as a service; each one present is asked. */
@ConsumerType
public interface BalPolicy {
    /**
     * Lets the mailbox pass or refuses it.
     *
     * @param address the address that it would get
     * @throws Problem with a code of the policy's own to refuse it
     */
    void check(Caller caller, Domain domain, String address, NewBal wanted);
}
