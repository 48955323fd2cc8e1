package fr.vaguemestre.doctor.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.doctor.DoctorService;
import java.util.Objects;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code doctor:round}: begins a round over the most used peers. */
@Service
@Command(scope = "doctor", name = "round", description = "Begins a round over the most used peers.")
public final class RoundCommand implements Action {
    @Reference
    private @Nullable DoctorService doctor;

    @Reference
    private @Nullable Session session;

    @Override
    public @Nullable Object execute() {
        var shell = Objects.requireNonNull(session);
        Objects.requireNonNull(doctor)
                .beginRound(Caller.operator(
                        String.valueOf(shell.get("USER")), UUID.randomUUID().toString()));
        shell.getConsole().println("begun");
        return null;
    }
}
