package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.OwnCertificate.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files in which the servers of this node find our keys and certificates, made as the database says. What somebody put there by
 * hand stays until a certificate of the database takes its place; what the node had before comes back when that one goes.
 */
final class ServedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ServedFiles.class);

    /** Begins the files of hospitals that are ours to replace and to remove. */
    private static final String OURS = "# Kept by igc; what is written here by hand is lost. ";

    private final TlsFolder folder;

    ServedFiles(TlsFolder folder) {
        this.folder = folder;
    }

    /**
     * A certificate in service, with its key.
     *
     * @param key PEM
     */
    record Served(CertificateRow row, String key) {
        String chain() {
            return Pem.of(row.chain());
        }

        @Override
        public String toString() {
            return row.toString();
        }
    }

    /** Makes the files be as these say; true where one had to be changed. */
    boolean keep(List<Served> inService) throws IOException {
        Optional<Served> operator =
                inService.stream().filter(one -> one.row().operators()).findFirst();
        boolean changed = operator.isPresent() ? put(operator.get()) : putBack();
        changed |= keep(folder.servers(), servers(inService));
        changed |= keep(folder.clients(), clients(inService));
        return changed;
    }

    /** Makes a public copy of the operator's certificate as a client, for whoever tells when it ends; its key is in no file. */
    void show(Optional<CertificateRow> client) throws IOException {
        if (client.isEmpty()) {
            Files.deleteIfExists(folder.client());
        } else if (!Pem.of(client.get().chain()).equals(text(folder.client()))) {
            TlsFolder.write(folder.client(), Pem.of(client.get().chain()), TlsFolder.PUBLIC);
            LOG.info("As a client this operator shows {} now", client.get());
        }
    }

    /** The file of each name that a hospital's servers are known by. */
    private static Map<String, String> servers(List<Served> inService) {
        var files = new LinkedHashMap<String, String>();
        inService.stream()
                .filter(one -> !one.row().operators() && one.row().usage() == Usage.SERV_SSL)
                .forEach(one -> one.row().names().forEach(name -> files.putIfAbsent(name, whole(one))));
        return files;
    }

    private static Map<String, String> clients(List<Served> inService) {
        var files = new LinkedHashMap<String, String>();
        inService.stream()
                .filter(one -> !one.row().operators() && one.row().usage() == Usage.ORG_AUTH_CLI)
                .forEach(one -> files.put(one.row().domain(), whole(one)));
        return files;
    }

    private static String whole(Served one) {
        return OURS + one.row().id() + "\n" + one.key() + one.chain();
    }

    private boolean keep(Path place, Map<String, String> wanted) throws IOException {
        if (!Files.isDirectory(place)) {
            return false;
        }
        boolean changed = false;
        for (Path file : ours(place)) {
            String name = String.valueOf(file.getFileName()).replaceFirst("\\.pem$", "");
            if (!wanted.containsKey(name)) {
                Files.delete(file);
                LOG.info("{} was removed: nothing is in service for it", file);
                changed = true;
            }
        }
        for (var one : wanted.entrySet()) {
            Path file = place.resolve(one.getKey() + ".pem");
            if (!one.getValue().equals(text(file))) {
                TlsFolder.write(file, one.getValue(), TlsFolder.SECRET);
                LOG.info("{} holds another certificate now", file);
                changed = true;
            }
        }
        return changed;
    }

    private static List<Path> ours(Path place) throws IOException {
        var ours = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(place, "*.pem")) {
            for (Path file : found) {
                if (text(file).startsWith(OURS)) {
                    ours.add(file);
                }
            }
        }
        return ours;
    }

    /** The operator's, in two files that change one right after the other; what the node had by itself is kept beside them. */
    private boolean put(Served operator) throws IOException {
        if (Files.notExists(folder.mark())) {
            if (Files.exists(folder.operator()) && Files.exists(folder.operatorKey())) {
                swap(
                        folder.baseCertificate(),
                        Files.readString(folder.operator(), StandardCharsets.ISO_8859_1),
                        folder.baseKey(),
                        Files.readString(folder.operatorKey(), StandardCharsets.ISO_8859_1));
            }
            TlsFolder.write(folder.mark(), "operateur.* is kept by igc, base.* is this node's own\n", TlsFolder.PUBLIC);
        }
        if (operator.chain().equals(text(folder.operator())) && operator.key().equals(text(folder.operatorKey()))) {
            return false;
        }
        swap(folder.operator(), operator.chain(), folder.operatorKey(), operator.key());
        X509Certificate leaf = operator.row().chain().getFirst();
        LOG.info(
                "The servers' certificate is now {}, until {}",
                operator.row(),
                leaf.getNotAfter().toInstant());
        return true;
    }

    /** Nothing is in service for the operator: what the node had by itself, if it was ever replaced. */
    private boolean putBack() throws IOException {
        if (Files.notExists(folder.mark())) {
            return false;
        }
        if (Files.exists(folder.baseCertificate()) && Files.exists(folder.baseKey())) {
            swap(
                    folder.operator(),
                    Files.readString(folder.baseCertificate(), StandardCharsets.ISO_8859_1),
                    folder.operatorKey(),
                    Files.readString(folder.baseKey(), StandardCharsets.ISO_8859_1));
            LOG.info("The servers' certificate is the node's own again");
        }
        Files.delete(folder.mark());
        return true;
    }

    private static void swap(Path certificate, String chain, Path keyFile, String key) throws IOException {
        Path chainDraft = TlsFolder.draft(certificate, chain, TlsFolder.PUBLIC);
        Path keyDraft = TlsFolder.draft(keyFile, key, TlsFolder.SECRET);
        // The certificate last: whoever watches it finds its key in place.
        TlsFolder.replace(keyDraft, keyFile);
        TlsFolder.replace(chainDraft, certificate);
    }

    /** What a file holds; nothing where it is not there or not for us. */
    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException unreadable) {
            LOG.debug("{} cannot be read: {}", file, unreadable.getMessage());
            return "";
        }
    }
}
