package fr.vaguemestre.igc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of certificates that the servers read. Files are replaced whole; the group is the folder's. */
final class TlsFolder {
    /** For everybody on this machine. */
    static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");
    /** A key: for the servers' group. */
    static final Set<PosixFilePermission> SECRET = PosixFilePermissions.fromString("rw-r-----");

    private static final Logger LOG = LoggerFactory.getLogger(TlsFolder.class);

    private static final String FILE = ".pem";
    private static final String COPY = ".crt";

    private final Path folder;
    private final Path shown;

    TlsFolder(Path folder, Path shown) {
        this.folder = folder;
        this.shown = shown;
    }

    /** The authorities that the servers trust. */
    Path anchors() {
        return folder.resolve("igc.pem");
    }

    /** The authorities that the node has by itself: the practice range's, or its own self-signed certificate. */
    Path base() {
        return folder.resolve("base.pem");
    }

    /** The operator's certificate and what goes with it. */
    Path operator() {
        return folder.resolve("operateur.crt");
    }

    /** The operator's certificate as a client of national services, where it has one for that alone. */
    Path client() {
        return folder.resolve("operateur-client.crt");
    }

    /** The key of {@link #operator}. */
    Path operatorKey() {
        return folder.resolve("operateur.key");
    }

    /** The certificate that the node has by itself, where the operator's took its place. */
    Path baseCertificate() {
        return folder.resolve("base.crt");
    }

    /** Its key. */
    Path baseKey() {
        return folder.resolve("base.key");
    }

    /** Is there while the operator's certificate comes from the database. */
    Path mark() {
        return folder.resolve("operateur.igc");
    }

    /** What each server was told last. */
    Path told() {
        return folder.resolve("told.igc");
    }

    /** Certificates of hospitals' names, each with its key. */
    Path servers() {
        return folder.resolve("servers");
    }

    /** What hospitals show to other operators, each with its key. */
    Path clients() {
        return folder.resolve("clients");
    }

    /**
     * The certificates of our own that are in use, each under the name of its file. Where a hospital's file may not be read, for
     * it holds a key, the public copy tells that {@code bin/shown-certificates} made of what the servers use.
     */
    Map<String, X509Certificate> own() {
        var own = new LinkedHashMap<String, X509Certificate>();
        read(operator()).stream().limit(1).forEach(leaf -> own.put("operateur", leaf));
        read(client()).stream().limit(1).forEach(leaf -> own.put("operateur-client", leaf));
        for (String kind : List.of("servers", "clients")) {
            files(folder.resolve(kind), FILE).forEach(file -> put(own, kind, file, FILE));
            files(shown.resolve(kind), COPY).forEach(file -> put(own, kind, file, COPY));
        }
        return own;
    }

    private static void put(Map<String, X509Certificate> own, String kind, Path file, String suffix) {
        String name = String.valueOf(file.getFileName());
        read(file).stream()
                .limit(1)
                .forEach(leaf -> own.put(kind + "/" + name.substring(0, name.length() - suffix.length()), leaf));
    }

    /** The certificates of a file; none where it is not there or holds nothing that can be read. */
    static List<X509Certificate> read(Path file) {
        if (Files.notExists(file)) {
            return List.of();
        }
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            int first = text.indexOf("-----BEGIN CERTIFICATE-----");
            return first < 0
                    ? List.of()
                    : Pem.certificates(text.substring(first).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException | CertificateException unreadable) {
            LOG.debug("certificates of {} cannot be read: {}", file, unreadable.getMessage());
            return List.of();
        }
    }

    /** Puts that text in the place of what the file held, durably and in one move. */
    static void write(Path file, String text, Set<PosixFilePermission> mode) throws IOException {
        replace(draft(file, text, mode), file);
    }

    /** That text in a file beside the one that it is to replace; it is on the disk when this returns. */
    static Path draft(Path file, String text, Set<PosixFilePermission> mode) throws IOException {
        Path draft = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try (var out = FileChannel.open(
                draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            var buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        }
        Files.setPosixFilePermissions(draft, mode);
        return draft;
    }

    /** Puts a draft in its place, in one move that outlasts a power cut. */
    static void replace(Path draft, Path file) throws IOException {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path parent = file.getParent();
        if (parent != null) {
            try (var directory = FileChannel.open(parent, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private static List<Path> files(Path folder, String suffix) {
        var files = new ArrayList<Path>();
        if (Files.isDirectory(folder)) {
            try (var found = Files.newDirectoryStream(folder, "*" + suffix)) {
                found.forEach(files::add);
            } catch (IOException unreadable) {
                LOG.warn("{} cannot be looked through: {}", folder, unreadable.getMessage());
            }
        }
        files.sort(null);
        return files;
    }
}
