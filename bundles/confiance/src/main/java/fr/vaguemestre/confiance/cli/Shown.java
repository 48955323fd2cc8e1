package fr.vaguemestre.confiance.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.HeldWhiteList;
import fr.vaguemestre.api.confiance.WhiteListChange;
import fr.vaguemestre.api.confiance.WhiteListStatus;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.console.Session;

/** What the commands have in common: who calls, and how a status reads. */
final class Shown {
    private Shown() {}

    /** Whoever got into the shell is a super administrator of this machine. */
    static Caller caller(Session session) {
        String user = String.valueOf(session.get("USER"));
        return Caller.operator(user, UUID.randomUUID().toString());
    }

    static String status(WhiteListStatus status) {
        return """
               generated  %s
               fetched    %s
               domains    %d
               entries    %d
               digest     %s
               failure    %s
               warnings   %d
               %s"""
                .formatted(
                        status.generatedAt().map(Instant::toString).orElse("never"),
                        status.fetchedAt().map(Instant::toString).orElse("never"),
                        status.domains(),
                        status.entries(),
                        status.digest(),
                        status.lastFailure().orElse("none"),
                        status.warnings().size(),
                        status.warnings().stream()
                                .map(warning -> "  " + warning + "\n")
                                .collect(Collectors.joining()));
    }

    static String held(HeldWhiteList held) {
        var figures = held.figures();
        return """
               held since  %s
               generated   %s
               digest      %s
               domains     %d, in force %d
               would go    %d
               would come  %d
               would change %d
               refused     %s"""
                .formatted(
                        held.heldAt(),
                        figures.generatedAt(),
                        figures.digest(),
                        figures.domains(),
                        held.domainsInForce(),
                        figures.removed(),
                        figures.added(),
                        figures.changed(),
                        held.refusedBy().map(by -> "by " + by).orElse("no"));
    }

    static String change(WhiteListChange change) {
        return switch (change.kind()) {
            case ADDED -> "+ " + change.domain() + "  " + change.after();
            case REMOVED -> "- " + change.domain() + "  " + change.before();
            case CHANGED -> "~ " + change.domain() + "  " + change.before() + " -> " + change.after();
        };
    }
}
