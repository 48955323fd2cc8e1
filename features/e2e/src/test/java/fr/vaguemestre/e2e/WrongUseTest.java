package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import fr.vaguemestre.e2e.driver.Trust;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A listed operator's name and key under the signature of the trusted authority, and still not a certificate that speaks for it:
 * it has ended, or was issued for something else.
 */
class WrongUseTest {
    private static final Duration TRACE = Duration.ofSeconds(20);
    private static final String GOOD = "keyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth";
    private static final String TODAY = "-days 1";

    @TempDir
    private Path folder;

    private final String box = Hospital.open().box("usage");

    @Test
    @Tag("fault-54")
    void theSameNameAndKeyForAClientIsLetIn() {
        Message message = Message.plain(World.FOREIGN, box, "bon usage");

        assertThat(attempt(Issued.client(folder, GOOD, TODAY), message).text()).startsWith("250");

        Hospital.received(box, message);
    }

    @ParameterizedTest
    @Tag("fault-54")
    @CsvSource(
            delimiter = '|',
            value = {
                "digitalSignature,keyEncipherment | serverAuth | -days 1 | wrong-use",
                "digitalSignature | codeSigning | -days 1 | wrong-use",
                "digitalSignature | emailProtection,timeStamping | -days 1 | wrong-use",
                "keyEncipherment | clientAuth,serverAuth | -days 1 | wrong-use",
                "digitalSignature | clientAuth | -not_before 20230101000000Z -not_after 20240101000000Z | expired",
                "digitalSignature | clientAuth | -not_before 20400101000000Z -not_after 20410101000000Z | expired",
            })
    void forAnythingElseItIsRefusedWithItsTrueCause(String use, String purposes, String validity, String cause) {
        Trust shown = Issued.client(folder, "keyUsage=critical," + use + "\nextendedKeyUsage=" + purposes, validity);
        long before = traced(cause);

        Reply reply = attempt(shown, Message.plain(World.FOREIGN, box, "mauvais usage"));

        assertThat(reply.code()).as(reply.text()).isIn(0, 421);
        Await.until(cause + " in the trace", TRACE, () -> traced(cause) > before);
    }

    private Reply attempt(Trust shown, Message message) {
        try (Smtp smtp = Smtp.connect(World.appliance().address("mx"))) {
            smtp.say("EHLO mx.valide.mssante.test").expect(250);
            Reply reply = smtp.startTls(shown);
            return reply.positive() ? smtp.deliver(World.FOREIGN, box, message.octets()) : reply;
        }
    }

    /** How often the edge refused somebody for this cause, in the last minutes. */
    private static long traced(String cause) {
        Instant since = Instant.now().minusSeconds(120);
        long count = 0;
        for (var item : World.admin()
                .get("/admin/trace?limit=100&cause=" + cause)
                .expect(200)
                .json()
                .path("items")) {
            boolean recent = Instant.parse(item.path("at").asText()).isAfter(since);
            boolean refused = item.path("outcome").asText().equals("refused")
                    && item.path("stage").asText().equals("edge");
            count += recent && refused ? 1 : 0;
        }
        return count;
    }
}
