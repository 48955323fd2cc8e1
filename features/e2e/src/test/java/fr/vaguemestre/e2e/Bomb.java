package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Messages that cost their sender little and whoever reads them without a bound very much. */
enum Bomb {
    /** Ten thousand multiparts, each in the one before. */
    NESTED(text -> {
        for (int level = 0; level < 10_000; level++) {
            line(text, "Content-Type: multipart/mixed; boundary=b" + level, "", "--b" + level);
        }
        line(text, "Content-Type: text/plain", "", "au fond");
        for (int level = 9_999; level >= 0; level--) {
            line(text, "--b" + level + "--");
        }
    }),
    /** Ten thousand messages, each in the one before. */
    FORWARDED(text -> {
        for (int level = 0; level < 10_000; level++) {
            line(text, "Content-Type: message/rfc822", "", "Subject: " + level);
        }
        line(text, "", "au fond");
    }),
    /** Ten thousand parts side by side. */
    PARTS(text -> {
        line(text, "Content-Type: multipart/mixed; boundary=b", "");
        for (int part = 0; part < 10_000; part++) {
            line(text, "--b", "Content-Type: application/x-rien; name=f" + part, "", "x");
        }
        line(text, "--b--");
    }),
    /** A hundred thousand headers. */
    HEADERS(text -> {
        for (int header = 0; header < 100_000; header++) {
            line(text, "X-Rien-" + header + ": rien");
        }
        line(text, "", "apres");
    }),
    /** A hundred thousand recipients. */
    RECIPIENTS(text -> {
        line(text, "Cc: un@exemple.mssante.test");
        for (int one = 0; one < 100_000; one++) {
            line(text, " ,=?utf-8?q?n=C3=A9?= <a" + one + "@exemple.mssante.test>");
        }
        line(text, "", "apres");
    }),
    /** One header of 10 MB, in lines. */
    LONG_HEADER(text -> {
        line(text, "Subject: long");
        for (int lines = 0; lines < 10_000_000 / 1_000; lines++) {
            line(text, " " + "s".repeat(997));
        }
        line(text, "", "apres");
    }),
    /** A file name in two hundred thousand pieces (RFC 2231). */
    CONTINUED(text -> {
        line(text, "Content-Type: application/octet-stream", "Content-Disposition: attachment");
        for (int piece = 0; piece < 200_000; piece++) {
            line(text, " ;filename*" + piece + "*=%41");
        }
        line(text, "", "apres");
    }),
    /** A gigabyte of nothing in an archive of 1 MB. */
    ARCHIVE(text -> line(
            text,
            "Content-Type: application/zip; name=bombe.zip",
            "Content-Transfer-Encoding: base64",
            "",
            Base64.getMimeEncoder().encodeToString(archive(1_000)))),
    /** 12 MB of base64 in one line. */
    ONE_LINE(text -> line(
            text,
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
            Base64.getEncoder().encodeToString("été ".repeat(1_800_000).getBytes(StandardCharsets.UTF_8)))),
    /** 4 MB of HTML that is all elements, one in the other. */
    MARKUP(text -> {
        line(text, "Content-Type: text/html; charset=utf-8", "");
        for (int lines = 0; lines < 4_000_000 / 700; lines++) {
            line(text, "<i><b>a".repeat(100));
        }
    });

    @SuppressWarnings("ImmutableEnumChecker") // writes, and holds nothing
    private final Consumer<StringBuilder> rest;

    Bomb(Consumer<StringBuilder> rest) {
        this.rest = rest;
    }

    /** The message, from one to another. */
    Message from(String sender, String recipient) {
        String id = "<" + UUID.randomUUID() + "@client.test>";
        var text = new StringBuilder();
        line(text, "Message-ID: " + id, "From: <" + sender + ">", "To: <" + recipient + ">", "MIME-Version: 1.0");
        line(text, "Date: Mon, 30 Nov 2026 10:00:00 +0100");
        rest.accept(text);
        return new Message(id, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void line(StringBuilder text, String... lines) {
        for (String line : lines) {
            text.append(line).append("\r\n");
        }
    }

    private static byte[] archive(int megabytes) {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("resultats.hpr"));
            byte[] nothing = new byte[1_000_000];
            for (int written = 0; written < megabytes; written++) {
                zip.write(nothing);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
