package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Notices of what could not be delivered, read part by part as RFC 3464 writes them. */
class NoticeFormTest {
    private static final Pattern BOUNDARY = Pattern.compile(
            "(?is)content-type:\\s*multipart/report;\\s*report-type=delivery-status;\\s*boundary=\"([^\"]+)\"");

    @Test
    @Tag("OP-62")
    void whatAnOperatorRefusesComesBackInThePartsThatProgramsRead() {
        String box = Hospital.open().box("retour");
        Outbound sent = Outbound.send(box, "personne@pair.mssante.test");

        String notice = Hospital.notice(box);

        assertThat(notice).contains("Return-Path: <>");
        var boundary = BOUNDARY.matcher(notice);
        assertThat(boundary.find()).as(notice).isTrue();
        String[] parts = notice.split("\r\n--" + Pattern.quote(boundary.group(1)), -1);
        assertThat(parts).as("headers, text, status, message, end").hasSize(5);
        assertThat(parts[1])
                .containsPattern("(?i)content-type: text/plain")
                .contains("n'a pas pu remettre votre message");
        assertThat(parts[2])
                .containsPattern("(?i)content-type: message/delivery-status")
                .containsPattern("(?m)^Reporting-MTA: dns; \\S+")
                .containsPattern("(?m)^Arrival-Date: ")
                .contains("Final-Recipient: rfc822; personne@pair.mssante.test")
                .containsPattern("(?m)^Action: failed")
                .containsPattern("(?m)^Status: 5\\.1\\.1")
                .containsPattern("(?m)^Remote-MTA: dns; mx\\.pair\\.mssante\\.test")
                .containsPattern("(?m)^Diagnostic-Code: smtp; 550 5\\.1\\.1");
        assertThat(parts[3])
                .containsPattern("(?i)content-type: (message/rfc822|text/rfc822-headers)")
                .contains(sent.message().id());
        assertThat(parts[4]).startsWith("--");
        sent.gone();
    }
}
