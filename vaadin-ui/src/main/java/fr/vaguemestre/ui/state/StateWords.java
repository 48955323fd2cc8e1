package fr.vaguemestre.ui.state;

import fr.vaguemestre.api.monitoring.HealthFinding;
import fr.vaguemestre.api.monitoring.HealthStatus;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Names of the appliance's parts, and what to do about them, in plain words; a vendor's check keeps its own name. */
final class StateWords {
    private static final Set<String> NAMED = Set.of(
            "annuaire.copy",
            "annuaire.publications",
            "bundles",
            "confiance.crl",
            "confiance.own",
            "confiance.whitelist",
            "disk",
            "doctor.peers",
            "edge.listeners",
            "igc.expiry",
            "maildovecot.doveadm",
            "mailpostfix.rate",
            "mailpostfix.sockets",
            "messages.trace",
            "outbox",
            "redis",
            "sign-in",
            "store");

    private StateWords() {}

    static String part(Locale locale, String check) {
        return NAMED.contains(check) ? Texts.of(locale, "state.part." + check) : check;
    }

    /** What to do, where it is not well and we know. */
    static Optional<String> advice(Locale locale, HealthFinding finding) {
        if (finding.status() == HealthStatus.UP || !NAMED.contains(finding.name())) {
            return Optional.empty();
        }
        boolean missing = finding.detail().startsWith("not set up");
        return Optional.of(Texts.of(locale, missing ? "state.advice.not-set-up" : "state.advice." + finding.name()));
    }
}
