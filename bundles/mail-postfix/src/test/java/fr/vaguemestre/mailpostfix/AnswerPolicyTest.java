package fr.vaguemestre.mailpostfix;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.messages.TraceEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may bring an automatic answer. */
class AnswerPolicyTest {
    private static final String TABLE =
            """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:4668 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
               1: 0100007F:9C40 0100007F:466B 01 00000000:00000000 00:00000000 00000000   902        0 2 1
               2: 0100007F:9C41 0100007F:466B 01 00000000:00000000 00:00000000 00000000   905        0 3 1
               3: 0100007F:9C40 0100007F:0050 01 00000000:00000000 00:00000000 00000000   905        0 4 1
            """;

    @TempDir
    private Path folder;

    private final FakeTraces traces = new FakeTraces();

    @Test
    @Tag("OP-64")
    void onlyTheDeliveryOfMailAndOnlyWithoutASender() throws IOException {
        AnswerPolicy policy = policy();

        assertThat(policy.action(request("40000", "18027", ""))).isEqualTo("OK");
        assertThat(traces.entries).isEmpty();
        for (Map<String, String> refused : List.of(
                request("40000", "18027", "kit@ch.mssante.test"),
                request("40001", "18027", ""),
                request("40002", "18027", ""),
                request("40000", "80", ""),
                request("", "", ""),
                request("999999", "x", ""))) {
            assertThat(policy.action(refused))
                    .startsWith("554 5.7.1 MSSante: reserve aux reponses automatiques")
                    .endsWith("(not-an-answer)");
        }
        assertThat(traces.entries).hasSize(6).extracting(TraceEntry::cause).containsOnly("not-an-answer");
    }

    @Test
    void theKernelTellsWhoIsConnected() throws IOException {
        var kernel = new Neighbours(Path.of("/proc/self/net/tcp"));
        int self = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        // Java's usual sockets are of IPv6 and stand in another table.
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
            try (var client = SocketChannel.open(StandardProtocolFamily.INET)) {
                client.connect(server.getLocalAddress());
                String from = port(client.getLocalAddress());
                String to = port(server.getLocalAddress());
                assertThat(kernel.owner(from, to)).contains(self);
                assertThat(kernel.owner(to, "1")).isEmpty();
            }
        }
    }

    private static String port(SocketAddress address) {
        return Integer.toString(((InetSocketAddress) address).getPort());
    }

    @Test
    void withoutTheKernelsWordNobodyIsKnown() {
        assertThat(new Neighbours(folder.resolve("none")).owner("40000", "18027"))
                .isEmpty();
    }

    private AnswerPolicy policy() throws IOException {
        Path table = Files.writeString(folder.resolve("tcp"), TABLE);
        var journal = new Journal();
        journal.set(traces);
        return new AnswerPolicy(Clock.systemUTC(), journal, new Tally(), new Neighbours(table), 902);
    }

    private static Map<String, String> request(String clientPort, String serverPort, String sender) {
        return Map.of(
                "client_port", clientPort,
                "server_port", serverPort,
                "sender", sender,
                "recipient", "docteur@pair.mssante.test",
                "client_address", "127.0.0.1");
    }
}
