package fr.vaguemestre.mailpostfix;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HexFormat;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;

class FilterCheckTest {
    private static final byte[] NEGOTIATED = HexFormat.of().parseHex("0000000d4f00000006000000110000004f");

    @Test
    void aFilterThatNegotiatesIsWell() throws IOException {
        assertThat(found(NEGOTIATED).getStatus()).isEqualTo(Result.Status.OK);
    }

    @Test
    void anOtherServerAtItsPortIsTold() throws IOException {
        Result found = found("220 mx ESMTP\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertThat(found.getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(found.toString()).contains("is no filter");
    }

    @Test
    void nobodyThereIsTold() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(check(port).execute().getStatus()).isEqualTo(Result.Status.WARN);
    }

    private static Result found(byte[] answer) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server, answer));
            return check(server.getLocalPort()).execute();
        }
    }

    private static void answer(ServerSocket server, byte[] answer) {
        try (var client = server.accept()) {
            client.getInputStream().readNBytes(17);
            client.getOutputStream().write(answer);
        } catch (IOException gone) {
            // The check has what it wanted.
        }
    }

    private static FilterCheck check(int port) {
        return new FilterCheck(Configs.of(MailPostfixConfig.class, Map.of("filterPort", port)));
    }
}
