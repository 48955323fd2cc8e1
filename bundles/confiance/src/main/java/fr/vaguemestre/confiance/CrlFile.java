package fr.vaguemestre.confiance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.List;

/** The revocation lists in force as one PEM file, replaced in one move; the edge follows it. */
final class CrlFile {
    private final Path file;

    CrlFile(Path file) {
        this.file = file;
    }

    /** What the file holds; nothing where it is missing. */
    List<X509CRL> read() throws IOException, GeneralSecurityException {
        return Files.exists(file) ? parse(Files.readAllBytes(file)) : List.of();
    }

    /** Reads revocation lists, DER or PEM. */
    static List<X509CRL> parse(byte[] bytes) throws GeneralSecurityException {
        var read = new ArrayList<X509CRL>();
        for (CRL crl : CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(bytes))) {
            read.add((X509CRL) crl);
        }
        return read;
    }

    /**
     * Puts these lists in the place of the old ones, durably; leaves the file alone where nothing changed, and where there is
     * no list at all: nginx does not start on an empty file, and refuses whom no list in it speaks of.
     */
    void write(Crls crls) throws IOException, GeneralSecurityException {
        byte[] bytes = crls.pem().getBytes(StandardCharsets.US_ASCII);
        if (bytes.length == 0 || (Files.exists(file) && java.util.Arrays.equals(bytes, Files.readAllBytes(file)))) {
            return;
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try (var out = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        }
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
