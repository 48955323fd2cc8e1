package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.annuaire.BothTexts;
import fr.vaguemestre.api.annuaire.DirectoryPublication;
import fr.vaguemestre.api.annuaire.DirectoryPublication.Line;
import fr.vaguemestre.api.annuaire.PublicationService;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One publication in memory, refused until it is tried again. */
public final class MemoryPublications implements PublicationService {
    private static final Instant AT = Instant.parse("2026-11-22T05:00:00Z");
    private static final BothTexts FIX = new BothTexts("Corrigez le service.", "Correct the service.");

    private volatile boolean accepted;

    @Override
    public Page<DirectoryPublication> list(Caller caller, Optional<Publication.State> state, PageRequest page) {
        List<DirectoryPublication> all = List.of(now());
        List<DirectoryPublication> found = all.stream()
                .filter(one -> state.filter(wanted -> wanted != one.state()).isEmpty())
                .toList();
        return new Page<>(found, Optional.empty(), found.size());
    }

    @Override
    public DirectoryPublication get(Caller caller, String id) {
        return now();
    }

    @Override
    public DirectoryPublication retry(Caller caller, String id) {
        accepted = true;
        return now();
    }

    private DirectoryPublication now() {
        Publication.State state = accepted ? Publication.State.ACCEPTEE : Publication.State.A_CORRIGER;
        Optional<String> code = accepted ? Optional.empty() : Optional.of("refused-line");
        Optional<String> detail = accepted ? Optional.empty() : Optional.of("service inconnu");
        Optional<BothTexts> fix = accepted ? Optional.empty() : Optional.of(FIX);
        return new DirectoryPublication(
                "6b0c1e3e-0000-4000-8000-000000000001",
                "cardio@ch-exemple.mssante.test",
                "ch-exemple.mssante.test",
                1,
                true,
                state,
                code,
                detail,
                fix,
                1,
                Optional.empty(),
                AT,
                List.of(new Line(AT, state, code, detail, fix)));
    }
}
