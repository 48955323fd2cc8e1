package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Messages as health software writes them, header by header. */
final class Letter {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    private final String id = "<" + UUID.randomUUID() + "@client.test>";
    private final List<String> headers = new ArrayList<>();

    /** A letter with these headers beside its Message-ID, its date and its MIME version. */
    Letter(String... headers) {
        this.headers.add("Message-ID: " + id);
        this.headers.add("Date: Mon, 2 Nov 2026 10:00:00 +0100");
        this.headers.add("MIME-Version: 1.0");
        this.headers.addAll(List.of(headers));
    }

    /** With one line of text. */
    Message text() {
        return whole("Content-Type: text/plain; charset=us-ascii", "", "Bonjour,");
    }

    /** With a readable text and a document, as octets of that many. */
    Message document(int octets) {
        byte[] document = new byte[octets];
        new Random(25).nextBytes(document);
        return attached("document.pdf", document);
    }

    /** With a readable text in 8 bits and the archive of a structured document. */
    Message archive() {
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            for (String name :
                    List.of("INDEX.HTM", "README.TXT", "IHE_XDM/SUBSET01/METADATA.XML", "IHE_XDM/SUBSET01/DOC.XML")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(("contenu de " + name + " : été, œuvre").getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return attached("IHE_XDM.zip", zip.toByteArray());
    }

    /** A notice that what came under that Message-ID was read. */
    Message read(String reader, String original) {
        return whole(
                "Content-Type: multipart/report; report-type=disposition-notification; boundary=\"limite\"",
                "",
                "--limite",
                "Content-Type: text/plain; charset=us-ascii",
                "",
                "Le message a ete lu.",
                "--limite",
                "Content-Type: message/disposition-notification",
                "",
                "Reporting-UA: lps.client.test; Logiciel",
                "Final-Recipient: rfc822;" + reader,
                "Original-Message-ID: " + original,
                "Disposition: automatic-action/MDN-sent-automatically; processed",
                "",
                "--limite--");
    }

    /** With a readable text and a file of that name. */
    Message attached(String name, byte[] content) {
        return whole(
                "Content-Type: multipart/mixed; boundary=\"limite\"",
                "",
                "--limite",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: 8bit",
                "",
                "Compte rendu ci-joint, à bientôt.",
                ".",
                "--limite",
                "Content-Type: application/octet-stream; name=\"" + name + "\"",
                "Content-Disposition: attachment; filename=\"" + name + "\"",
                "Content-Transfer-Encoding: base64",
                "",
                LINES.encodeToString(content),
                "--limite--");
    }

    private Message whole(String... rest) {
        String text = String.join("\r\n", headers) + "\r\n" + String.join("\r\n", rest) + "\r\n";
        return new Message(id, text.getBytes(StandardCharsets.UTF_8));
    }
}
