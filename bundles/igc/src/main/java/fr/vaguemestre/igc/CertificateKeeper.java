package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.CertificateSink;
import fr.vaguemestre.api.igc.OwnCertificate.State;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.igc.ServedFiles.Served;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's files of our certificates as the database has them: at the start, after each change made here, and every few
 * seconds for what was changed on other nodes. Each server that does not notice by itself is told, until it has read them.
 */
@Component(service = CertificateKeeper.class, configurationPid = "fr.vaguemestre.igc", immediate = true)
public final class CertificateKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateKeeper.class);

    @Reference
    private volatile List<CertificateSink> sinks = List.of();

    private final CertificateRepository certificates;
    private final TlsFolder folder;
    private final ServedFiles files;
    private final KeySources sources;
    private final Rounds rounds;

    /** Starts to keep the files. */
    @Activate
    public CertificateKeeper(
            IgcConfig config, @Reference CertificateRepository certificates, @Reference KeySources sources) {
        this(config, certificates, sources, List.of());
    }

    CertificateKeeper(
            IgcConfig config, CertificateRepository certificates, KeySources sources, List<CertificateSink> sinks) {
        this.sinks = sinks;
        this.sources = sources;
        this.certificates = certificates;
        this.folder = new TlsFolder(Path.of(config.tls()), Path.of(config.shown()));
        this.files = new ServedFiles(folder);
        this.rounds = new Rounds("igc-certificates", "Our certificates", config.lookSeconds(), this::keep).start();
    }

    /** Stops keeping them; they stay as they are. */
    @Deactivate
    public void stop() throws InterruptedException {
        rounds.stop();
    }

    /** Why the files could not be kept lately, or a server did not read them; empty where all is as it must be. */
    Optional<String> failure() {
        return rounds.failure();
    }

    /**
     * Writes the files where they differ from the database, and tells the servers.
     *
     * @throws Unavailable {@code igc.certificate-file} if they cannot be written, {@code igc.reload} if a server did not read them;
     *     both are tried again by themselves
     */
    synchronized void keep() {
        List<CertificateRow> rows = certificates.all().stream()
                .filter(row -> row.state() == State.IN_SERVICE)
                .toList();
        List<Served> inService = rows.stream()
                .filter(CertificateRow::inFile)
                .map(row ->
                        new Served(row, Pem.of("PRIVATE KEY", sources.key(row).getEncoded())))
                .toList();
        try {
            files.keep(inService);
            files.show(rows.stream().filter(row -> !row.inFile()).findFirst());
        } catch (IOException unwritable) {
            throw new Unavailable(
                    "igc.certificate-file", "our certificates cannot be written: " + unwritable, unwritable);
        }
        tell(digest(inService));
    }

    private void tell(String digest) {
        Map<String, String> told = told();
        for (CertificateSink sink : sinks) {
            if (told.getOrDefault(sink.server(), "").equals(digest)) {
                continue;
            }
            try {
                sink.renewed();
                told.put(sink.server(), digest);
                write(told);
                LOG.info("{} reads our certificates anew", sink.server());
            } catch (IOException failed) {
                throw new Unavailable(
                        "igc.reload",
                        sink.server() + " did not take our certificates and shows those before: " + failed.getMessage(),
                        failed);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Kept in a file, so that a server is told also when Karaf was stopped in between. */
    private Map<String, String> told() {
        var told = new TreeMap<String, String>();
        try {
            if (Files.exists(folder.told())) {
                for (String line : Files.readAllLines(folder.told(), StandardCharsets.US_ASCII)) {
                    String[] words = line.split(" ", 2);
                    if (words.length == 2) {
                        told.put(words[0], words[1]);
                    }
                }
            }
        } catch (IOException unreadable) {
            LOG.warn("What servers were told cannot be read, they are told again: {}", unreadable.getMessage());
        }
        return told;
    }

    private void write(Map<String, String> told) throws IOException {
        String text = told.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue() + "\n")
                .collect(Collectors.joining());
        TlsFolder.write(folder.told(), text, TlsFolder.PUBLIC);
    }

    /** Stands for a set of certificates in service; nothing where there are none, as on a node that never had one. */
    private static String digest(List<Served> inService) {
        if (inService.isEmpty()) {
            return "";
        }
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            inService.forEach(one -> sha.update(
                    (one.row().id() + Pem.sha256(one.row().chain().getFirst())).getBytes(StandardCharsets.US_ASCII)));
            return HexFormat.of().formatHex(sha.digest());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
