package fr.vaguemestre.doctor.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.annuaire.BothTexts;
import fr.vaguemestre.api.doctor.DoctorService;
import fr.vaguemestre.api.doctor.DoctorStep;
import fr.vaguemestre.api.doctor.StepState;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code doctor:look}: walks the domain of another operator; a line per step: ok, bad or none, step, words. */
@Service
@Command(scope = "doctor", name = "look", description = "Walks the domain of another operator, a line for each step.")
public final class LookCommand implements Action {
    @Reference
    private @Nullable DoctorService doctor;

    @Reference
    private @Nullable Session session;

    @Option(name = "--language", description = "of the words: en or fr")
    private String language = "en";

    @Argument(name = "domain", description = "a domain, for example pair.mssante.test", required = true)
    private String domain = "";

    @Override
    public @Nullable Object execute() {
        var shell = Objects.requireNonNull(session);
        var caller = Caller.operator(
                String.valueOf(shell.get("USER")), UUID.randomUUID().toString());
        Objects.requireNonNull(doctor).look(caller, domain).steps().forEach(step -> shell.getConsole()
                .println(line(step)));
        return null;
    }

    private String line(DoctorStep step) {
        String level =
                switch (step.state()) {
                    case OK -> "ok";
                    case FAILED -> "bad";
                    case NOT_TRIED -> "none";
                };
        String words = Stream.of(
                        step.who().map(who -> who + ":").orElse(""),
                        step.state() == StepState.NOT_TRIED ? notTried() : "",
                        step.advice().map(this::text).orElse(""),
                        detail(step))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return level + "\t" + step.kind().name().toLowerCase(Locale.ROOT) + "\t" + words;
    }

    private String text(BothTexts texts) {
        return isFrench() ? texts.fr() : texts.en();
    }

    private String notTried() {
        return isFrench() ? "non essayé." : "not tried.";
    }

    private boolean isFrench() {
        return language.equals("fr");
    }

    private static String detail(DoctorStep step) {
        return step.detail().isBlank() ? "" : "[" + step.detail().replaceAll("\\s+", " ") + "]";
    }
}
