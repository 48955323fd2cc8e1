package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The scanner gone, given bad signatures, or told to refuse: nothing passes unseen, and nothing is lost. */
@Order(World.LATE + 2)
class ScannerTroubleTest {
    private static final List<String> OCTETS = List.of("Content-Type", "application/octet-stream");

    private final Hospital hospital = Hospital.open();
    private final String box = hospital.box("sans-antivirus");
    private final String neighbour = hospital.box("voisin");

    @AfterEach
    void theScannerRunsAgain() {
        Machine.start("clamav");
    }

    @Test
    @Tag("OP-79")
    void withoutItSendersAreToldToComeBackAndThenMailFlows() {
        Machine.stop("clamav");
        Message foreign = Message.plain(World.FOREIGN, box, "sans antivirus");
        Message own = Message.plain(neighbour, box, "sans antivirus");

        for (Reply reply : List.of(World.fromForeign(box, foreign), Outbound.offer(neighbour, box, own))) {
            assertThat(reply.text())
                    .startsWith("451 4.7.1 MSSante: analyse antivirus indisponible")
                    .endsWith("(scanner-away)");
        }
        Await.until(
                "health names the scanner",
                Hospital.DELIVERY,
                () -> World.anonymous().get("/health").text().contains("the scanner for malware does not answer"));
        Await.until("the trace tells it", Outbound.SOON, () -> hospital.admin()
                .get("/admin/trace?outcome=deferred&cause=scanner-away&address=" + box)
                .expect(200)
                .text()
                .contains(World.FOREIGN));
        Machine.start("clamav");
        World.fromForeign(box, foreign).expect(250);
        Outbound.offer(neighbour, box, own).expect(250);
        assertThat(Hospital.received(box, foreign)).isNotEmpty();
        assertThat(Hospital.received(box, own)).isNotEmpty();
    }

    @Test
    @Tag("OP-79")
    void whereTheSettingSaysSoItIsRefused() {
        settings("s/= \"hold\";/= \"refuse\";/");
        try {
            for (Reply reply : List.of(
                    World.fromForeign(box, Malware.with(World.FOREIGN, box, "a.pdf", Malware.file())),
                    Outbound.offer(neighbour, box, Malware.with(neighbour, box, "a.zip", Malware.packed(1))))) {
                assertThat(reply.text())
                        .startsWith("554 5.7.1 MSSante: logiciel malveillant (" + Malware.NAME + ") refuse")
                        .endsWith("(malware)");
            }
        } finally {
            settings("s/= \"refuse\";/= \"hold\";/");
        }
        Await.until("the trace tells it", Outbound.SOON, () -> hospital.admin()
                .get("/admin/trace?outcome=refused&cause=malware&address=" + box)
                .expect(200)
                .text()
                .contains(Malware.NAME));
        assertThat(Malware.in(box)).isZero();
    }

    @Test
    @Tag("OP-79")
    void importedSignaturesCountAndABrokenFileChangesNothing() {
        byte[] content = Malware.fresh();
        Message message = Malware.with(World.FOREIGN, box, "a.pdf", content);
        String good = World.fresh("essai") + ".hsb";
        String bad = World.fresh("essai") + ".ndb";
        String before = World.admin().get("/admin/signatures").expect(200).text();
        assertThat(before).contains("\"vaguemestre.ndb\"");

        Answer refused = put(bad, "ceci n'est pas une signature\n");
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.problem()).isEqualTo("messages.signatures-refused");
        Answer misnamed = put("programme.exe", "x");
        assertThat(misnamed.problem()).isEqualTo("messages.signatures-name");
        assertThat(World.admin().get("/admin/signatures").text()).isEqualTo(before);
        World.fromForeign(box, message).expect(250);
        Hospital.received(box, message);

        assertThat(put(good, Message.sha256(content) + ":" + content.length + ":Essai.Importe\n")
                        .status())
                .isEqualTo(200);
        try {
            Await.until("the scanner knows it", Hospital.DELIVERY, () -> Malware.held(
                            hospital.admin(), Malware.id(World.fromForeign(box, message)))
                    .path("malware")
                    .asText()
                    .startsWith("Essai.Importe"));
            Malware.id(World.fromForeign(box, Malware.with(World.FOREIGN, box, "b.pdf", Malware.file())));
        } finally {
            World.admin().delete("/admin/signatures/" + good).expect(204);
        }
        assertThat(World.admin().get("/admin/signatures").text()).isEqualTo(before);
        assertThat(Malware.deleteAll(hospital)).isGreaterThanOrEqualTo(2);
    }

    private static Answer put(String name, String content) {
        return World.admin()
                .raw("PUT", "/admin/signatures/" + name, content.getBytes(StandardCharsets.US_ASCII), OCTETS);
    }

    private static void settings(String change) {
        Machine.shell("sed -i '" + change + "' \"$VM_CONF/rspamd/rspamd.conf\"").expectOk();
        Machine.stop("rspamd");
        Machine.start("rspamd");
    }
}
