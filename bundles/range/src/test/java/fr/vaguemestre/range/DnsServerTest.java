package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class DnsServerTest {
    private static final String ADDRESS = "127.27.0.53";
    private final Path queries;
    private final ByteArrayOutputStream events = new ByteArrayOutputStream();
    private DnsServer server;

    DnsServerTest(@TempDir Path home) {
        this.queries = home.resolve("dns-queries.log");
    }

    @BeforeEach
    void start() throws Exception {
        var config = RangeConfig.of(Map.of("VM_DNS_ADDRESS", ADDRESS, "VM_DNS_PORT", "0"));
        server = new DnsServer(config, new QueryLog(queries, Clock.systemUTC()), Practice.log(events)).start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aForeignDomainLeadsToItsMailServerOnTheLoopback() throws Exception {
        Message mx = ask("pair.mssante.test", Type.MX, false);
        assertThat(mx.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(texts(mx)).containsExactly("10 mx.pair.mssante.test.");
        assertThat(texts(ask("mx.pair.mssante.test", Type.A, false))).containsExactly("127.27.0.25");
        assertThat(texts(ask("partage.mssante.test", Type.MX, false))).containsExactly("10 mx.pair.mssante.test.");
        assertThat(texts(ask("sans-tls.mssante.test", Type.MX, false))).containsExactly("10 mx.sans-tls.mssante.test.");
        assertThat(texts(ask("mx.revoque.mssante.test", Type.A, false))).containsExactly("127.27.0.33");
        // Names are compressed into the question's, so its capitals come back.
        assertThat(texts(ask("Espaces.mssante.test", Type.MX, false)).getFirst())
                .isEqualToIgnoringCase("10 mx.espaces.mssante.test.");
        assertThat(texts(ask("MX.Operateur.MSSante.test", Type.A, false))).containsExactly("127.0.0.1");
        assertThat(texts(ask("liste-blanche.mssante.test", Type.A, false))).containsExactly("127.0.0.1");
        assertThat(texts(ask("igc.mssante.test", Type.A, false))).containsExactly("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"adsea29.mssante.test", "uc-cmp.mssante.test", "example.com", "test", "1.0.0.127.in-addr.arpa"})
    void everyOtherNameDoesNotExist(String name) throws Exception {
        for (boolean tcp : List.of(false, true)) {
            Message answer = ask(name, Type.MX, tcp);
            assertThat(answer.getHeader().getRcode()).isEqualTo(Rcode.NXDOMAIN);
            assertThat(answer.getSection(Section.ANSWER)).isEmpty();
        }
    }

    @Test
    void aKnownNameWithoutSuchARecordIsNoError() throws Exception {
        Message answer = ask("mx.pair.mssante.test", Type.AAAA, false);
        assertThat(answer.getHeader().getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answer.getSection(Section.ANSWER)).isEmpty();
        assertThat(answer.getSection(Section.AUTHORITY)).hasSize(1);
    }

    @Test
    void tcpAnswersAsUdpDoes() throws Exception {
        assertThat(texts(ask("pair.mssante.test", Type.MX, true))).containsExactly("10 mx.pair.mssante.test.");
    }

    @Test
    void everyQueryIsOnDiskWhenItsAnswerArrives() throws Exception {
        ask("adsea29.mssante.test", Type.MX, false);
        ask("pair.mssante.test", Type.MX, true);
        assertThat(Files.readAllLines(queries))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith(" MX adsea29.mssante.test NXDOMAIN 127.0.0.1 udp"),
                        line -> assertThat(line).endsWith(" MX pair.mssante.test NOERROR 127.0.0.1 tcp"));
    }

    @Test
    void nonsenseGetsAnErrorAndTheServerLivesOn() throws Exception {
        byte[] nonsense = new byte[Header.LENGTH + 3];
        nonsense[0] = 0x12;
        nonsense[1] = 0x34;
        nonsense[5] = 1;
        nonsense[12] = 60;
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(5_000);
            var server = new InetSocketAddress(InetAddress.getByName(ADDRESS), this.server.port());
            socket.send(new DatagramPacket(new byte[] {1, 2}, 2, server));
            socket.send(new DatagramPacket(nonsense, nonsense.length, server));
            var packet = new DatagramPacket(new byte[512], 512);
            socket.receive(packet);
            Header header = new Header(Arrays.copyOf(packet.getData(), Header.LENGTH));
            assertThat(header.getID()).isEqualTo(0x1234);
            assertThat(header.getRcode()).isEqualTo(Rcode.FORMERR);
        }
        assertThat(texts(ask("igc.mssante.test", Type.A, false))).containsExactly("127.0.0.1");
        assertThat(events.toString(UTF_8)).doesNotContain("failed");
    }

    private Message ask(String name, int type, boolean tcp) throws Exception {
        var resolver = new SimpleResolver(ADDRESS);
        resolver.setPort(server.port());
        resolver.setTCP(tcp);
        resolver.setTimeout(Duration.ofSeconds(5));
        return resolver.send(Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN)));
    }

    private static List<String> texts(Message answer) {
        return answer.getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .toList();
    }
}
