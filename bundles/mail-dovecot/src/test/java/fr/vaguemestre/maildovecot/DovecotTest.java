package fr.vaguemestre.maildovecot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.event.StoredEvent;
import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DovecotTest {
    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String answer = "[[\"doveadmResponse\",[],\"1\"]]";
    private HttpServer dovecot;
    private SessionHandler handler;
    private DovecotCheck check;

    @BeforeEach
    void open() throws IOException {
        dovecot = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        dovecot.createContext("/doveadm/v1", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        dovecot.start();
        Path key = folder.resolve("key");
        Files.writeString(key, "secret\n");
        var config = Configs.of(
                MailDovecotConfig.class,
                Map.of(
                        "url",
                        "http://127.0.0.1:" + dovecot.getAddress().getPort() + "/doveadm/v1",
                        "keyFile",
                        key.toString()));
        handler = new SessionHandler(config);
        check = new DovecotCheck(config);
    }

    @AfterEach
    void close() {
        handler.close();
        check.close();
        dovecot.stop(0);
    }

    @Test
    void aClosedMailboxLosesItsSessions() throws Exception {
        handler.handle(closed("kit.doc@ch.mssante.test"));

        assertThat(asked)
                .containsExactly("X-Dovecot-API c2VjcmV0 [[\"kick\",{\"mask\":[\"kit.doc@ch.mssante.test\"]},\"1\"]]");
    }

    @Test
    void whoOpensAMailboxProvesItAnewOnceItsAccountHasAnotherPassword() throws Exception {
        handler.handle(new StoredEvent(
                1,
                "310000000",
                Instant.EPOCH,
                new DomainEvent("access.mail-access-changed", Map.of("address", "kit.doc@ch.mssante.test"))));
        assertThat(asked).hasSize(1).first().asString().contains("[\"kick\",{\"mask\":[\"kit.doc@ch.mssante.test\"]}");
        assertThat(handler.types()).contains("access.mail-access-changed");
    }

    @Test
    void thatNobodyHadItOpenIsNoFailure() {
        answer = "[[\"error\",{\"type\":\"exitCode\",\"exitCode\":68},\"1\"]]";
        assertThatCode(() -> handler.handle(closed("kit.doc@ch.mssante.test"))).doesNotThrowAnyException();
    }

    @Test
    void aRefusalIsAFailureThatIsTriedAgain() {
        answer = "[[\"error\",{\"type\":\"exitCode\",\"exitCode\":75},\"1\"]]";
        assertThatThrownBy(() -> handler.handle(closed("kit.doc@ch.mssante.test")))
                .hasMessageContaining("75");
    }

    @Test
    void onlyAnAddressIsPutIntoACommand() {
        assertThatThrownBy(() -> handler.handle(closed("x\"],\"y\":[\"*"))).hasMessageContaining("not an address");
        assertThat(asked).isEmpty();
    }

    @Test
    void theCheckSaysWhetherDovecotAnswers() {
        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.OK);
        dovecot.stop(0);
        assertThat(check.execute().getStatus()).isEqualTo(Result.Status.WARN);
    }

    @Test
    void aChangeThatLeavesTheMailboxAliveDisturbsNobody() throws Exception {
        handler.handle(fact("bal.changed", "kit.doc@ch.mssante.test", "ACTIVE"));
        assertThat(asked).isEmpty();
        handler.handle(fact("bal.changed", "kit.doc@ch.mssante.test", "SUSPENDUE"));
        assertThat(asked).hasSize(1);
    }

    private static StoredEvent closed(String address) {
        return fact("bal.closed", address, "FERMEE");
    }

    private static StoredEvent fact(String type, String address, String state) {
        return new StoredEvent(
                1, "310000000", Instant.EPOCH, new DomainEvent(type, Map.of("address", address, "state", state)));
    }
}
