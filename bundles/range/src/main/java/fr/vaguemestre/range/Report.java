package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * Notices that a mail server or a mail program writes by itself (multipart/report).
 *
 * @param host the server that writes it
 * @param author who it is from
 * @param to whom it is for
 * @param at when it is written
 */
record Report(String host, String author, String to, Instant at) {
    private static final String BOUNDARY = "limite-du-rapport";

    /** Tells the sender that a recipient did not get the message, and never will (RFC 3464). */
    byte[] undelivered(Received original, String recipient, String status, String words) {
        return written(
                "Message non remis",
                "delivery-status",
                words + "\r\n",
                "Reporting-MTA: dns; " + host + "\r\nArrival-Date: " + date(at) + "\r\n\r\nFinal-Recipient: rfc822; "
                        + recipient + "\r\nAction: failed\r\nStatus: " + status + "\r\nDiagnostic-Code: smtp; 550 "
                        + status + " " + words + "\r\n",
                "--" + BOUNDARY + "\r\nContent-Type: text/rfc822-headers\r\n\r\n" + original.headers() + "\r\n");
    }

    /** Tells the sender that a program took the message in (RFC 8098). */
    byte[] processed(Received original, String recipient) {
        return written(
                "Message pris en charge",
                "disposition-notification",
                "Votre message est dans la messagerie du patient.\r\n",
                "Reporting-UA: " + host + "\r\nFinal-Recipient: rfc822; " + recipient + "\r\nOriginal-Message-ID: "
                        + original.header("Message-ID").orElse("")
                        + "\r\nDisposition: automatic-action/MDN-sent-automatically; processed\r\n",
                "");
    }

    private byte[] written(String subject, String type, String words, String fields, String rest) {
        String text = "From: <" + author + ">\r\nTo: <" + to + ">\r\nSubject: " + subject + "\r\nDate: " + date(at)
                + "\r\nMessage-ID: <" + UUID.randomUUID() + "@" + host + ">\r\nAuto-Submitted: auto-replied\r\n"
                + "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=" + type + "; boundary=\""
                + BOUNDARY + "\"\r\n\r\n--" + BOUNDARY + "\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n" + words + "--" + BOUNDARY + "\r\nContent-Type: message/"
                + type + "\r\n\r\n" + fields + rest + "--" + BOUNDARY + "--\r\n";
        return text.getBytes(UTF_8);
    }

    /** A moment as headers write it. */
    static String date(Instant at) {
        return DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                .format(at.atZone(ZoneOffset.UTC));
    }
}
