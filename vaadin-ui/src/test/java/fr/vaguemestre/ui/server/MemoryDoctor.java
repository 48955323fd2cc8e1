package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.annuaire.BothTexts;
import fr.vaguemestre.api.doctor.Diagnosis;
import fr.vaguemestre.api.doctor.DoctorService;
import fr.vaguemestre.api.doctor.DoctorStep;
import fr.vaguemestre.api.doctor.PeerFinding;
import fr.vaguemestre.api.doctor.StepKind;
import fr.vaguemestre.api.doctor.StepOwner;
import fr.vaguemestre.api.doctor.StepState;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A doctor in memory: {@code pair} is good, {@code revoque} is revoked, nobody else is listed. */
public final class MemoryDoctor implements DoctorService {
    private static final Instant NOW = Instant.parse("2026-11-30T02:05:00Z");
    private static final BothTexts REVOKED =
            new BothTexts("Son opérateur doit en commander un nouveau.", "Its operator must order a new one.");
    private static final BothTexts NO_ECHO =
            new BothTexts("Aucun message d’essai n’a été envoyé.", "No test message was sent.");

    /** What rounds found, the newest first. */
    public final List<PeerFinding> findings = new CopyOnWriteArrayList<>();

    @Override
    public Diagnosis look(Caller caller, String domain) {
        caller.require(Role.SUPER_ADMIN);
        if (!domain.contains(".")) {
            throw Invalid.field("domain", "doctor.domain", "no name of a domain");
        }
        return diagnosis(domain);
    }

    @Override
    public Page<PeerFinding> history(Caller caller, PageRequest page) {
        caller.require(Role.SUPER_ADMIN);
        List<PeerFinding> found = findings.stream()
                .filter(finding ->
                        finding.diagnosis().domain().contains(page.query().orElse("")))
                .toList();
        return new Page<>(found, Optional.empty(), found.size());
    }

    @Override
    public void beginRound(Caller caller) {
        caller.require(Role.SUPER_ADMIN);
        round();
    }

    /** One more round: the good one, and one that worked before. */
    public void round() {
        find("pair.mssante.test", 412);
        find("revoque.mssante.test", 37);
    }

    private void find(String domain, long messages) {
        findings.addFirst(new PeerFinding(
                Integer.toString(findings.size() + 1),
                messages,
                diagnosis(domain),
                Optional.of(NOW.minus(Duration.ofDays(1)))));
    }

    private static Diagnosis diagnosis(String domain) {
        StepKind fails = domain.startsWith("pair")
                ? StepKind.MESSAGE
                : domain.startsWith("revoque") ? StepKind.CRL : StepKind.LIST;
        return new Diagnosis(
                domain,
                NOW,
                Arrays.stream(StepKind.values()).map(kind -> step(kind, fails)).toList());
    }

    private static DoctorStep step(StepKind kind, StepKind fails) {
        if (kind == fails && kind != StepKind.MESSAGE) {
            return new DoctorStep(
                    kind,
                    StepState.FAILED,
                    Optional.of("revoked"),
                    Optional.of(StepOwner.THEM),
                    Optional.of(REVOKED),
                    "CN=revoque.mssante.test is revoked");
        }
        boolean passed = kind.compareTo(fails) < 0;
        return new DoctorStep(
                kind,
                passed ? StepState.OK : StepState.NOT_TRIED,
                passed ? Optional.empty() : Optional.of("no-echo"),
                Optional.empty(),
                passed ? Optional.empty() : Optional.of(NO_ECHO),
                "");
    }
}
