package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.messages.SignatureFile;
import fr.vaguemestre.api.messages.SignatureStore;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scanner's folder of signatures. What is to come in is first put beside links to all others in a folder of its own, and the
 * scanner's program proves there that it can use the whole.
 */
@Component(service = SignatureStore.class, configurationPid = "fr.vaguemestre.mailpostfix")
public final class SignatureFolder implements SignatureStore {
    private static final Logger log = LoggerFactory.getLogger(SignatureFolder.class);
    private static final Duration AT_MOST = Duration.ofSeconds(3);
    private static final Pattern NAME = Pattern.compile(
            "[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\.(cvd|cld|cud|hdb|hdu|hsb|hsu|mdb|msb|ndb|ndu|ldb|ldu|cdb|fp|sfp|ign2|ftm)");
    private static final String OURS = "vaguemestre.";
    private static final String UNAVAILABLE = "messages.signatures-unavailable";
    private static final int HEADER = 512;
    private static final DateTimeFormatter MADE = DateTimeFormatter.ofPattern("dd MMM yyyy HH-mm Z", Locale.ENGLISH);

    private final Path folder;
    private final Clamd scanner;
    private final SignatureTrial trial;

    /** Keeps them in the configured folder. */
    @Activate
    public SignatureFolder(MailPostfixConfig config) {
        this.folder = Path.of(config.signatures());
        this.scanner = new Clamd(Path.of(config.scannerSocket()), AT_MOST);
        this.trial = new SignatureTrial(config.clamscan());
    }

    @Override
    public List<SignatureFile> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(name(file)).matches())
                    .map(SignatureFolder::described)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparing(SignatureFile::name))
                    .toList();
        } catch (IOException failed) {
            throw new Unavailable(UNAVAILABLE, "the signatures cannot be looked at", failed);
        }
    }

    @Override
    public synchronized SignatureFile load(String name, InputStream octets) {
        if (!NAME.matcher(name).matches() || name.startsWith(OURS)) {
            throw Invalid.field("name", "messages.signatures-name", "no name of a file of signatures: " + name);
        }
        try {
            Path candidates = Files.createTempDirectory(folder, ".trial");
            try {
                Files.copy(octets, candidates.resolve(name));
                linkOthers(candidates, name);
                trial.of(candidates).ifPresent(words -> {
                    throw Invalid.field("file", "messages.signatures-refused", "the scanner cannot use it: " + words);
                });
                Files.setPosixFilePermissions(candidates.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
                Files.move(
                        candidates.resolve(name),
                        folder.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                clear(candidates);
            }
            for (String other : twins(name)) {
                Files.deleteIfExists(folder.resolve(other));
            }
        } catch (IOException failed) {
            throw new Unavailable(UNAVAILABLE, "the signatures cannot be kept", failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Unavailable(UNAVAILABLE, "stopping", stopping);
        }
        reread();
        return described(folder.resolve(name))
                .orElseThrow(() -> new Unavailable(UNAVAILABLE, "the signatures were taken away"));
    }

    @Override
    public synchronized void remove(String name) {
        boolean imported = files().stream().anyMatch(file -> file.name().equals(name) && !file.shipped());
        if (!imported) {
            throw new NotFound("messages.signatures-unknown", "no imported file of that name: " + name);
        }
        try {
            Files.delete(folder.resolve(name));
        } catch (IOException failed) {
            throw new Unavailable(UNAVAILABLE, "the signatures cannot be removed", failed);
        }
        reread();
    }

    /** A scanner that is away reads them at its next start. */
    private void reread() {
        try {
            scanner.ask("RELOAD");
        } catch (IOException away) {
            log.warn(
                    "The scanner for malware does not answer, and reads its signatures when it starts: {}",
                    away.toString());
        }
    }

    private void linkOthers(Path candidates, String name) throws IOException {
        List<String> replaced = twins(name);
        for (SignatureFile file : files()) {
            if (!file.name().equals(name) && !replaced.contains(file.name())) {
                Files.createLink(candidates.resolve(file.name()), folder.resolve(file.name()));
            }
        }
    }

    /** The same signatures, as a whole or brought up to date: one of them is enough. */
    private static List<String> twins(String name) {
        String stem = name.substring(0, name.lastIndexOf('.'));
        return name.endsWith(".cvd")
                ? List.of(stem + ".cld")
                : name.endsWith(".cld") ? List.of(stem + ".cvd") : List.of();
    }

    private static void clear(Path candidates) throws IOException {
        try (Stream<Path> left = Files.list(candidates)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(candidates);
    }

    private static Optional<SignatureFile> described(Path file) {
        try {
            Instant made = made(file).orElse(Files.getLastModifiedTime(file).toInstant());
            return Optional.of(new SignatureFile(
                    name(file), made, Files.size(file), name(file).startsWith(OURS)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** What the head of an official file says: name, moment, version and more, with colons in between. */
    private static Optional<Instant> made(Path file) throws IOException {
        try (InputStream octets = Files.newInputStream(file)) {
            String[] head = new String(octets.readNBytes(HEADER), StandardCharsets.ISO_8859_1).split(":", 3);
            return head.length > 2 && head[0].equals("ClamAV-VDB")
                    ? Optional.of(OffsetDateTime.parse(head[1], MADE).toInstant())
                    : Optional.empty();
        } catch (DateTimeParseException otherwiseWritten) {
            return Optional.empty();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
