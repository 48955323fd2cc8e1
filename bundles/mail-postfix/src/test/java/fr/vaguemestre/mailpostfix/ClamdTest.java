package fr.vaguemestre.mailpostfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClamdTest {
    @TempDir
    private Path folder;

    private final AtomicReference<String> heard = new AtomicReference<>("");

    @Test
    void aCommandIsAnswered() throws IOException {
        try (var server = server("ClamAV 1.4.3/27500/x\0")) {
            assertThat(clamd(Duration.ofSeconds(5)).ask("VERSION")).isEqualTo("ClamAV 1.4.3/27500/x");
            assertThat(heard.get()).isEqualTo("zVERSION\0");
            assertThat(server.isOpen()).isTrue();
        }
    }

    @Test
    void oneThatSaysNothingIsAway() throws IOException {
        try (var server = server("")) {
            assertThatThrownBy(() -> clamd(Duration.ofMillis(200)).ask("PING")).isInstanceOf(IOException.class);
            assertThat(server.isOpen()).isTrue();
        }
        assertThatThrownBy(() -> clamd(Duration.ofSeconds(5)).ask("PING")).isInstanceOf(IOException.class);
    }

    private Clamd clamd(Duration atMost) {
        return new Clamd(folder.resolve("clamd.sock"), atMost);
    }

    private ServerSocketChannel server(String answer) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(folder.resolve("clamd.sock")));
        Thread.ofVirtual().start(() -> serve(server, answer));
        return server;
    }

    private void serve(ServerSocketChannel server, String answer) {
        try {
            var client = server.accept();
            var said = ByteBuffer.allocate(100);
            client.read(said);
            heard.set(new String(said.array(), 0, said.position(), StandardCharsets.US_ASCII));
            client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException gone) {
            // The test is over.
        }
    }
}
