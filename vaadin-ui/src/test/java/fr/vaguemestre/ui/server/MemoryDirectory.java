package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.annuaire.DirectoryAnswer;
import fr.vaguemestre.api.annuaire.DirectoryBox;
import fr.vaguemestre.api.annuaire.DirectoryCopy;
import fr.vaguemestre.api.annuaire.DirectoryPerson;
import fr.vaguemestre.api.annuaire.DirectoryQuery;
import fr.vaguemestre.api.annuaire.DirectoryService;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.paging.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A directory of two in memory. */
public final class MemoryDirectory implements DirectoryService {
    private static final Instant AS_OF = Instant.parse("2026-11-22T05:00:00Z");
    private static final List<DirectoryPerson> KNOWN = List.of(
            new DirectoryPerson(
                    "p:810000000001",
                    "Hélène FRANÇOIS",
                    "10000000001",
                    "Médecin",
                    "10",
                    "Cardiologie",
                    List.of(box("helene.francois@a.mssante.test"), box("h.francois@b.mssante.test"))),
            new DirectoryPerson(
                    "a:urgences@a.mssante.test",
                    "Urgences adultes",
                    "",
                    "",
                    "",
                    "",
                    List.of(box("urgences@a.mssante.test"))));

    private static DirectoryBox box(String address) {
        return new DirectoryBox(address, BalType.PER, "", "CENTRE HOSPITALIER", "310000000", "TOULOUSE", "31000", true);
    }

    @Override
    public DirectoryAnswer search(Caller caller, DirectoryQuery query, PageRequest page) {
        String text = query.text().orElse("").toLowerCase(Locale.ROOT);
        List<DirectoryPerson> found = KNOWN.stream()
                .filter(person -> (person.displayName() + person.boxes())
                        .toLowerCase(Locale.ROOT)
                        .contains(text))
                .toList();
        return new DirectoryAnswer(found, Optional.empty(), found.size(), Optional.of(AS_OF), List.of());
    }

    @Override
    public DirectoryCopy copy(Caller caller) {
        return new DirectoryCopy(
                Optional.of(AS_OF), 3, 2, Optional.of(AS_OF), Optional.of(AS_OF), false, Optional.empty());
    }

    @Override
    public DirectoryCopy refresh(Caller caller, boolean force) {
        return copy(caller);
    }
}
