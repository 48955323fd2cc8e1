package fr.vaguemestre.audit;

import fr.vaguemestre.api.problem.Unavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Opens the anchors when they are first asked for; a folder that cannot be used is tried again each time. */
@Component(service = AnchorBook.class, configurationPid = "fr.vaguemestre.audit")
@Designate(ocd = AuditConfig.class)
public final class AnchorBook {
    private final Path folder;
    private Optional<Anchors> opened = Optional.empty();

    /** Opens nothing yet. */
    @Activate
    public AnchorBook(AuditConfig config) {
        this(Path.of(config.folder()));
    }

    AnchorBook(Path folder) {
        this.folder = folder;
    }

    /** The anchors of this node. */
    synchronized Anchors anchors() throws IOException, GeneralSecurityException {
        if (opened.isEmpty()) {
            opened = Optional.of(new Anchors(folder));
        }
        return opened.get();
    }

    /** What is done with the anchors. */
    interface Use<T> {
        /** Does it. */
        T of(Anchors anchors) throws IOException, GeneralSecurityException;
    }

    /**
     * Works with the anchors for a caller.
     *
     * @throws Unavailable {@code audit.anchors} if they cannot be read or written
     */
    <T> T use(Use<T> use) {
        try {
            return use.of(anchors());
        } catch (IOException | GeneralSecurityException unusable) {
            throw new Unavailable("audit.anchors", "the anchors cannot be used: " + unusable.getMessage());
        }
    }
}
