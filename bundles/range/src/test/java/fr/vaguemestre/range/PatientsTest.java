package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.testkit.SettableClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The patients' operator: whom it knows, what it returns, who may answer whom. */
class PatientsTest {
    private static final String DOMAIN = "patient.mssante.test";
    private static final String PATIENT = "199997500100159@" + DOMAIN;
    private static final String GONE = "199990000100147@" + DOMAIN;
    private static final String DOCTOR = "kit.doc@ch.mssante.test";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-30T12:00:00Z"));
    private final Path ledger;
    private ScriptedSmtp edge;
    private PatientRoom room;
    private PatientApp app;

    PatientsTest(@TempDir Path home) {
        this.ledger = home.resolve("peers.log");
    }

    @BeforeEach
    void start() throws Exception {
        edge = new ScriptedSmtp(
                Practice.igc().identity(RangeLeaf.OPERATEUR).tls(Peers.trusted(Practice.igc())),
                Map.of("DATA", "354 go"));
        var outgoing = new Outgoing(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), edge.port()),
                "mx." + DOMAIN,
                Optional.of(Practice.igc().identity(RangeLeaf.PATIENT).tls(Peers.trusted(Practice.igc()))));
        var conversations = new Conversations();
        var notes = new QueryLog(ledger, clock);
        room = new PatientRoom(DOMAIN, conversations, outgoing, notes, clock);
        app = new PatientApp(DOMAIN, conversations, outgoing, notes);
    }

    @AfterEach
    void stop() throws Exception {
        edge.close();
    }

    @ParameterizedTest
    @CsvSource({
        "199997500100159, OPEN",
        "299992A00100166, OPEN",
        "299992a00100166, OPEN",
        "199990000100147, CLOSED",
        "198987500100192, UNKNOWN",
        "199997500100158, INVALID",
        "kit.doc, INVALID",
        "'', INVALID"
    })
    void anAddressIsANumberWithItsKey(String local, PatientBox box) {
        assertThat(PatientBox.of(local + "@" + DOMAIN)).isEqualTo(box);
    }

    @Test
    void whoIsNobodyIsRefusedAtOnce() {
        assertThat(room.recipient(from(DOCTOR), PATIENT)).startsWith("250");
        assertThat(room.recipient(from(DOCTOR), GONE)).startsWith("250");
        assertThat(room.recipient(from(DOCTOR), "198987500100192@" + DOMAIN)).startsWith("550 5.1.1");
        assertThat(room.recipient(from(DOCTOR), "kit.doc@" + DOMAIN)).startsWith("550 5.1.3");
        assertThat(room.recipient(from(DOCTOR), "199997500100159@pair.mssante.test"))
                .startsWith("554");
    }

    @Test
    void mailForAClosedMailboxComesBackInPartsThatProgramsRead() throws Exception {
        assertThat(room.message(to(DOCTOR, GONE), mail("Subject: Bilan"))).startsWith("250");

        assertThat(edge.heard()).contains("MAIL FROM:<> BODY=8BITMIME", "RCPT TO:<" + DOCTOR + ">");
        assertThat(edge.client()).contains("CN=mx.patient.mssante.test");
        assertThat(new String(edge.message(), UTF_8))
                .contains(
                        "Content-Type: multipart/report; report-type=delivery-status;",
                        "Auto-Submitted: auto-replied\r\n",
                        "Final-Recipient: rfc822; " + GONE + "\r\nAction: failed\r\nStatus: 5.2.1\r\n",
                        "Message-ID: <1@ch>");
        assertThat(app.recipient(from(GONE), DOCTOR)).startsWith("550 5.1.0");
    }

    @Test
    void aNoticeIsNeverReturned() throws Exception {
        assertThat(room.message(to("", GONE), mail("Subject: x"))).startsWith("250");
        assertThat(Files.readString(ledger)).contains("returned from=<> to=<" + GONE + ">");
    }

    @Test
    void aPatientAnswersWhoWroteAndNobodyElse() throws Exception {
        assertThat(app.recipient(from(PATIENT), DOCTOR)).startsWith("550 5.7.1").endsWith("(no-exchange)");
        room.message(to(DOCTOR, PATIENT), mail("Subject: Bilan"));
        assertThat(app.recipient(from(PATIENT.toUpperCase(java.util.Locale.ROOT)), "Kit.Doc@ch.mssante.test"))
                .startsWith("250");
        assertThat(app.recipient(from(PATIENT), "ada.inf@ch.mssante.test")).startsWith("550 5.7.1");

        assertThat(app.message(to(PATIENT, DOCTOR), mail("Subject: Merci"))).startsWith("250");
        assertThat(edge.heard()).contains("MAIL FROM:<" + PATIENT + "> BODY=8BITMIME");
        assertThat(new String(edge.message(), UTF_8)).contains("Subject: Merci");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Subject: Bilan\r\nX-MSS-MES: FIN", "x-mss-mes: FIN\r\nSubject: Bilan", "Subject: [FIN]"})
    void theLastWordClosesTheExchangeUntilTheNext(String headers) throws Exception {
        room.message(to(DOCTOR, PATIENT), mail("Subject: Bilan"));
        room.message(to(DOCTOR, PATIENT), mail(headers));
        assertThat(app.recipient(from(PATIENT), DOCTOR)).startsWith("550 5.7.1");
        assertThat(Files.readString(ledger)).contains(" FIN\n");

        room.message(to(DOCTOR, PATIENT), mail("Subject: Bilan"));
        assertThat(app.recipient(from(PATIENT), DOCTOR)).startsWith("250");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Subject: Re: [FIN]", "Subject: FIN", "X-MSS-MES: fin", "X-Autre: FIN"})
    void nothingElseIsALastWord(String headers) throws Exception {
        room.message(to(DOCTOR, PATIENT), mail(headers));
        assertThat(app.recipient(from(PATIENT), DOCTOR)).startsWith("250");
    }

    @Test
    void whoAsksIsToldThatItWasTakenIn() throws Exception {
        room.message(to(DOCTOR, PATIENT), mail("Subject: x\r\nDisposition-Notification-To: " + DOCTOR));
        assertThat(edge.heard()).contains("MAIL FROM:<> BODY=8BITMIME");
        assertThat(new String(edge.message(), UTF_8))
                .contains(
                        "From: <" + PATIENT + ">\r\n",
                        "report-type=disposition-notification",
                        "Original-Message-ID: <1@ch>\r\n",
                        "Disposition: automatic-action/MDN-sent-automatically; processed\r\n");
    }

    @Test
    void twentyFiveMegabytesAreTakenAndNoMore() throws Exception {
        assertThat(room.message(to(DOCTOR, PATIENT), new byte[(int) PatientRoom.MOST]))
                .startsWith("250");
        assertThat(room.message(to(DOCTOR, PATIENT), new byte[(int) PatientRoom.MOST + 1]))
                .startsWith("552 5.3.4");
    }

    private static Mailroom.Envelope from(String sender) {
        return Mailroom.Envelope.of(Optional.of("mx.operateur"), sender);
    }

    private static Mailroom.Envelope to(String sender, String recipient) {
        var envelope = from(sender);
        envelope.recipients().add(recipient);
        return envelope;
    }

    private static byte[] mail(String headers) {
        return ("From: <" + DOCTOR + ">\r\nMessage-ID: <1@ch>\r\n" + headers + "\r\n\r\nBonjour\r\n").getBytes(UTF_8);
    }
}
