package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.Absence;
import fr.vaguemestre.api.bal.AbsenceService;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Automatic answers in memory, on a day that stands still. */
public final class MemoryAbsences implements AbsenceService {
    /** The day of now. */
    public static final LocalDate TODAY = LocalDate.of(2026, 12, 21);

    private final Map<String, Absence> all = new ConcurrentHashMap<>();

    @Override
    public Optional<Absence> find(Caller caller, String address) {
        return Optional.ofNullable(all.get(own(caller, address)));
    }

    @Override
    public Absence set(Caller caller, String address, Absence absence) {
        if (absence.text().contains("\u0007")) {
            throw new Invalid(
                    "bal.absence-invalid", "refused", List.of(new FieldError("text", "bal.text-control", "refused")));
        }
        all.put(own(caller, address), absence);
        return absence;
    }

    @Override
    public void forget(Caller caller, String address) {
        all.remove(own(caller, address));
    }

    @Override
    public LocalDate today() {
        return TODAY;
    }

    private static String own(Caller caller, String address) {
        if (!caller.mailboxes().contains(address)) {
            throw new NotFound("bal.unknown", "no such mailbox");
        }
        return address;
    }
}
