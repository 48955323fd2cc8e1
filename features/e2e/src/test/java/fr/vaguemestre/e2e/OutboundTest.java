package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Peer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mail to other operators: who gets it, who does not and why, and what its sender hears. */
class OutboundTest {
    private final Peer peer = new Peer(World.appliance());

    @Test
    @Tag("OP-08")
    @Tag("OP-16")
    @Tag("OP-60")
    void aGoodOperatorGetsItUnchangedAndSeesOurCertificate() {
        String box = Hospital.open().box("vers-pair");
        Message message = Outbound.with("X-MSS-Test: garder", Message.plain(box, peer.user(), "vers le pair"));

        Outbound sent = Outbound.send(box, peer.user(), message);

        byte[] stored = peer.received(message, Outbound.SOON).octets();
        assertThat(Message.asSent(stored, message.octets())).isEqualTo(message.octets());
        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .contains("Client CN \"mx.operateur.mssante.test\"", "(verified OK)");
        sent.traced("delivered", "2.0.0");
        sent.gone();
    }

    @Test
    @Tag("OP-13")
    void anyListedCertificateOfADomainOfSeveralOperatorsIsGood() {
        String box = Hospital.open().box("partage");
        Message message = Message.plain(box, "boite@partage.mssante.test", "partage");

        Outbound.send(box, "boite@partage.mssante.test", message).gone();

        assertThat(peer.received(message, Outbound.SOON).octets()).isNotEmpty();
    }

    @Test
    @Tag("OP-64")
    void theAnswerOfEchoLandsInTheMailboxOfWhoAsked() {
        String box = Hospital.open().box("question");
        Message asked = Message.plain(box, Peer.ECHO, "question");

        Outbound.send(box, Peer.ECHO, asked);

        try (Imap imap = Hospital.imap(box)) {
            Await.until(
                    "the answer of echo", Outbound.SOON, () -> !imap.search("INBOX", "HEADER In-Reply-To " + asked.id())
                            .isEmpty());
        }
        assertThat(Ledger.peers()).as("nothing of ours answers the answer").containsOnlyOnce("answered <" + box + ">");
    }

    @ParameterizedTest
    @CsvSource({
        "expire,expired,expire",
        "revoque,revoked,revoque",
        "nonigc,untrusted-issuer,IGC-Sante",
        "autreprofil,untrusted-issuer,IGC-Sante",
        "nomatch,dn-mismatch,liste blanche",
        "cndiffdn,dn-mismatch,liste blanche",
        "sans-tls,no-tls,chiffrement"
    })
    @Tag("OP-01")
    @Tag("OP-03")
    @Tag("OP-04")
    @Tag("OP-05")
    @Tag("OP-06")
    @Tag("OP-07")
    @Tag("OP-17")
    @Tag("OP-76")
    void aBadOperatorGetsNothingAndTheTrueCauseIsToldInFrench(String label, String cause, String word) {
        Hospital hospital = Hospital.open();
        String box = hospital.box("vers-" + label);
        int before = Ledger.peers().length();

        Outbound sent = Outbound.send(box, "boite@" + label + ".mssante.test");

        JsonNode waiting = sent.waiting();
        assertThat(waiting.path("cause").asText()).isEqualTo(cause);
        assertThat(waiting.path("detail").asText()).startsWith("MSSante: le ").contains(word);
        sent.traced("deferred", cause);
        assertThat(Ledger.peersSince(before)).doesNotContain(label + " mail ", label + " tls ");
        assertThat(hospital.admin().get("/admin/queue").expect(200).text()).contains(sent.id());
        assertThat(Hospital.open().admin().get("/admin/queue").expect(200).text())
                .doesNotContain(sent.id());
    }

    @Test
    @Tag("OP-17")
    @Tag("OP-62")
    void theSenderOfWhatComesBackReadsTheTrueCauseInFrench() {
        Hospital hospital = Hospital.open();
        Map<String, String> causes = Map.of(
                "expire", "est expire (expired)",
                "revoque", "est revoque (revoked)",
                "nonigc", "n'est pas de l'IGC-Sante (untrusted-issuer)",
                "autreprofil", "n'est pas de l'IGC-Sante (untrusted-issuer)",
                "nomatch", "n'est pas celui que la liste blanche lui attribue (dn-mismatch)",
                "cndiffdn", "n'est pas celui que la liste blanche lui attribue (dn-mismatch)",
                "sans-tls", "ne propose pas de chiffrement (STARTTLS) (no-tls)");
        List<Outbound> sent = new ArrayList<>();
        PostfixSetting.during("maximal_queue_lifetime=0", () -> {
            causes.keySet()
                    .forEach(label ->
                            sent.add(Outbound.send(hospital.box("a-" + label), "boite@" + label + ".mssante.test")));
            causes.forEach((label, cause) -> {
                String notice = Hospital.notice(hospital.address("a-" + label));
                assertThat(notice)
                        .contains("Aucun autre essai ne sera fait.")
                        .contains("<boite@" + label + ".mssante.test>")
                        .contains("Diagnostic-Code:", "Status: ");
                assertThat(sent)
                        .anyMatch(message -> notice.contains(message.message().id()));
                assertThat(notice.replaceAll("\\s+", " ")).contains(cause);
            });
            sent.forEach(Outbound::gone);
        });
    }

    @Test
    @Tag("OP-17")
    @Tag("OP-62")
    void theSenderOfWhatWaitsIsWarned() {
        String box = Hospital.open().box("attente");
        PostfixSetting.during("delay_warning_time=1s", () -> {
            Outbound sent = Outbound.send(box, "boite@expire.mssante.test");
            sent.waiting();
            retry(sent).expect(202);
            assertThat(Hospital.notice(box))
                    .contains("vous n'avez pas à renvoyer votre message")
                    .containsPattern("est\\s+expire\\s+\\(expired\\)")
                    .contains("Action: delayed");
        });
    }

    @Test
    @Tag("OP-04")
    void aPeerThatIsRevokedTodayGetsNothingUntilItIsCleared() {
        String box = Hospital.open().box("revocation");
        Outbound.send(box, peer.user()).gone();
        List<Outbound> held = new ArrayList<>();
        RangeFault.during("peer-revoked", () -> {
            refresh();
            held.add(Outbound.send(box, peer.user()));
            assertThat(held.getFirst().waiting().path("cause").asText()).isEqualTo("revoked");
            assertThat(peer.holds(held.getFirst().message())).isFalse();
        });
        refresh();
        retry(held.getFirst()).expect(202);
        assertThat(peer.received(held.getFirst().message(), Outbound.SOON).octets())
                .isNotEmpty();
    }

    @Test
    void aGreylistOfThePeerIsAWaitAndNoMore() {
        String box = Hospital.open().box("grise");
        RangeFault.during("peer-greylist", () -> {
            Outbound sent = Outbound.send(box, peer.user());
            assertThat(sent.waiting().path("detail").asText()).contains("450 4.2.0", "liste grise");
            Await.until("the greylist lets it pass", Outbound.SOON, () -> {
                retry(sent);
                return peer.holds(sent.message());
            });
        });
    }

    @Test
    void whileKarafIsAwayRemoteMailWaitsAndOurOwnGoesOn() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("ici");
        String neighbour = hospital.box("voisin");
        Outbound.send(box, peer.user()).gone();
        Machine.stop("karaf");
        try {
            Message inside = Message.plain(box, neighbour, "dedans");
            Outbound.send(box, neighbour, inside);
            assertThat(Hospital.received(neighbour, inside)).isNotEmpty();
            assertThat(Outbound.offer(box, peer.user(), Message.plain(box, peer.user(), "dehors"))
                            .code())
                    .isEqualTo(451);
        } finally {
            Machine.start("karaf");
        }
        Outbound.send(box, peer.user()).gone();
    }

    private static Answer retry(Outbound sent) {
        return World.admin().post("/admin/queue/" + sent.id() + "/retry", Json.object());
    }

    private static void refresh() {
        World.admin().post("/annuaire/whitelist/refresh", Json.object()).expect(200);
    }
}
