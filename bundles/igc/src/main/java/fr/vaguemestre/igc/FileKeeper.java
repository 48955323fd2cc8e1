package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.Authority.Origin;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.igc.Hierarchy.Trusted;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's file of authorities as the database has it: at the start, after each change made here, and every few
 * seconds for what was changed on other nodes. Whoever reads the file notices by itself that it was replaced.
 */
@Component(service = FileKeeper.class, configurationPid = "fr.vaguemestre.igc", immediate = true)
@Designate(ocd = IgcConfig.class)
public final class FileKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(FileKeeper.class);

    private final AuthorityRepository authorities;
    private final TlsFolder folder;
    private final boolean inService;
    private final Rounds rounds;

    /** Starts to keep the file. */
    @Activate
    public FileKeeper(IgcConfig config, @Reference AuthorityRepository authorities) {
        this.authorities = authorities;
        this.folder = new TlsFolder(Path.of(config.tls()), Path.of(config.shown()));
        this.inService = config.range().equals("off");
        this.rounds = new Rounds("igc-files", "The file of authorities", config.lookSeconds(), this::keep).start();
    }

    /** Stops keeping it; it stays as it is. */
    @Deactivate
    public void stop() throws InterruptedException {
        rounds.stop();
    }

    /** Whether this node is in service, and not on the practice range. */
    boolean inService() {
        return inService;
    }

    /** The folder of the files. */
    TlsFolder folder() {
        return folder;
    }

    /** Why the file could not be kept lately; empty where it is as it must be. */
    Optional<String> failure() {
        return rounds.failure();
    }

    /** The authorities that are trusted now: the loaded ones, with the range's; the node's own only while nothing is loaded. */
    Hierarchy hierarchy() {
        List<X509Certificate> loaded = authorities.all();
        var all = new LinkedHashSet<Trusted>();
        if (!inService || loaded.isEmpty()) {
            Origin origin = inService ? Origin.NODE : Origin.RANGE;
            TlsFolder.read(folder.base()).forEach(one -> all.add(new Trusted(one, origin)));
        }
        loaded.forEach(one -> all.add(new Trusted(one, Origin.LOADED)));
        return new Hierarchy(List.copyOf(all));
    }

    /**
     * Writes the file where it differs from the database.
     *
     * @throws Unavailable {@code igc.file} if it cannot be written; it is tried again by itself
     */
    synchronized void keep() {
        List<X509Certificate> wanted =
                hierarchy().authorities().stream().map(Trusted::certificate).toList();
        // Without any, there is nothing that a server could be started with: what is there stays.
        if (wanted.isEmpty() || new HashSet<>(wanted).equals(new HashSet<>(TlsFolder.read(folder.anchors())))) {
            return;
        }
        try {
            TlsFolder.write(folder.anchors(), Pem.of(wanted), TlsFolder.PUBLIC);
            LOG.info("{} authorities are trusted now", wanted.size());
        } catch (IOException unwritable) {
            throw new Unavailable("igc.file", folder.anchors() + " cannot be written: " + unwritable, unwritable);
        }
    }
}
