package fr.vaguemestre.api.bal;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import java.time.LocalDate;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The automatic answer of a mailbox, for its own people: administrators answer in nobody's name. The mail servers give it from
 * the moment that {@link #set} returns: once in seven days to each sender, never to machines, lists and other answers (RFC 3834).
 * Every method throws {@link NotFound} {@code bal.unknown} unless the address is one of {@link Caller#mailboxes()}.
 */
@ProviderType
public interface AbsenceService {
    /** The answer as it was set last, whether or not it is given now; empty if there is none. */
    Optional<Absence> find(Caller caller, String address);

    /**
     * Sets the answer in the place of the last one.
     *
     * @throws Invalid {@code bal.absence-invalid} with the refused fields
     */
    Absence set(Caller caller, String address, Absence absence);

    /** Forgets the answer, if there is one. */
    void forget(Caller caller, String address);

    /** The day of now, by which answers begin and end: in legal time of France. */
    LocalDate today();
}
