package fr.vaguemestre.e2e.driver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/** A message to send. */
public final class Message {
    private static final byte[] HEADER_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final String id;
    private final byte[] octets;

    /** A message with that Message-ID (with brackets) and those octets, lines ended by CR LF. */
    public Message(String id, byte[] octets) {
        this.id = id;
        this.octets = octets.clone();
    }

    /** Its Message-ID, with brackets. */
    public String id() {
        return id;
    }

    /** Headers and body. */
    public byte[] octets() {
        return octets.clone();
    }

    /** A plain message with accents. */
    public static Message plain(String from, String to, String subject) {
        String date = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                .format(ZonedDateTime.now(ZoneOffset.UTC));
        return of(from, to, "Date: " + date, "Subject: " + subject, "", "Bonjour,", "à bientôt.");
    }

    /** What servers like to touch: no Date header, 8-bit octets, dots, long lines, trailing blanks, X headers. */
    public static Message tricky(String from, String to) {
        return of(
                from,
                to,
                "Subject: =?UTF-8?Q?R=C3=A9sultats?=",
                "X-MSS-Test: garder",
                "",
                ".",
                "..",
                ". seul",
                "From here on",
                "blancs à la fin   ",
                "\t",
                "x".repeat(990),
                "été œuvre €",
                "");
    }

    private static Message of(String from, String to, String... rest) {
        String id = "<" + UUID.randomUUID() + "@client.test>";
        String text = String.join("\r\n", "Message-ID: " + id, "From: <" + from + ">", "To: <" + to + ">")
                + "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
                + String.join("\r\n", Arrays.asList(rest))
                + "\r\n";
        return new Message(id, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Hex SHA-256 of octets. */
    public static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The end of stored octets that should be this message: servers put headers of their own above, and only above. */
    public static byte[] asSent(byte[] stored, byte[] sent) {
        return Arrays.copyOfRange(stored, Math.max(0, stored.length - sent.length), stored.length);
    }

    /** The octets after the headers. */
    public static byte[] body(byte[] octets) {
        for (int at = 0; at + HEADER_END.length <= octets.length; at++) {
            if (Arrays.equals(octets, at, at + HEADER_END.length, HEADER_END, 0, HEADER_END.length)) {
                return Arrays.copyOfRange(octets, at + HEADER_END.length, octets.length);
            }
        }
        return new byte[0];
    }
}
