package fr.vaguemestre.bal;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.Absence;
import fr.vaguemestre.api.bal.AbsenceService;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.UnitOfWork;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Automatic answers in PostgreSQL; Dovecot reads the row through a view, as a script, at each delivery. */
@Component(service = AbsenceService.class)
public final class KeptAbsenceService implements AbsenceService {
    /** As in the view {@code mail.absence}. */
    private static final ZoneId LEGAL = ZoneId.of("Europe/Paris");

    private final UnitOfWork work;
    private final EntityManagerFactory mailboxes;
    private final Clock clock;

    /** Works on the persistence unit of the mailboxes. */
    @Activate
    public KeptAbsenceService(
            @Reference UnitOfWork work,
            @Reference(target = "(osgi.unit.name=bal)") EntityManagerFactory mailboxes,
            @Reference Clock clock) {
        this.work = work;
        this.mailboxes = mailboxes;
        this.clock = clock;
    }

    @Override
    public Optional<Absence> find(Caller caller, String address) {
        String known = own(caller, address);
        return work.readVisible(caller, mailboxes, scope -> AbsenceRepository.find(scope, known));
    }

    @Override
    public Absence set(Caller caller, String address, Absence absence) {
        String known = own(caller, address);
        Absence kept = AbsenceRules.check(absence);
        String words = (kept.enabled() ? "on " : "off ") + kept.from() + " to " + kept.until();
        return work.write(caller, mailboxes, new Act("bal.absence", known, words), scope -> {
            if (!AbsenceRepository.set(scope, known, kept)) {
                throw unknown(known);
            }
            return kept;
        });
    }

    @Override
    public void forget(Caller caller, String address) {
        String known = own(caller, address);
        Act act = new Act("bal.absence", known, "forgotten");
        work.write(caller, mailboxes, act, scope -> {
            AbsenceRepository.forget(scope, known);
            return known;
        });
    }

    @Override
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), LEGAL);
    }

    /** The address in lower case, if it is one of the caller's. */
    private static String own(Caller caller, String address) {
        String known = address.toLowerCase(Locale.ROOT);
        if (!caller.mailboxes().contains(known)) {
            throw unknown(known);
        }
        return known;
    }

    private static NotFound unknown(String address) {
        return new NotFound("bal.unknown", "no such mailbox: " + address);
    }
}
