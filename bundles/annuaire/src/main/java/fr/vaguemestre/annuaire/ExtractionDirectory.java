package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.annuaire.DirectoryPerson;
import fr.vaguemestre.api.annuaire.DirectoryQuery;
import fr.vaguemestre.api.annuaire.DirectorySource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The national directory as its extraction told of it: answers also while the directory is away. */
@Component(service = DirectorySource.class)
public final class ExtractionDirectory implements DirectorySource {
    private final SearchRepository copy;

    /** Answers from that copy. */
    @Activate
    public ExtractionDirectory(@Reference SearchRepository copy) {
        this.copy = copy;
    }

    @Override
    public String name() {
        return "extraction";
    }

    @Override
    public Optional<Instant> asOf() {
        return copy.asOf();
    }

    @Override
    public List<DirectoryPerson> search(DirectoryQuery query, int atMost) {
        return copy.search(query, atMost);
    }
}
