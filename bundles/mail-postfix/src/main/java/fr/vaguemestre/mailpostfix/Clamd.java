package fr.vaguemestre.mailpostfix;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** The scanner for malware, at its socket: only what needs no message. */
final class Clamd {
    private static final int LONGEST = 4_096;

    private final Path socket;
    private final Duration atMost;

    Clamd(Path socket, Duration atMost) {
        this.socket = socket;
        this.atMost = atMost;
    }

    /**
     * Its answer to a command such as {@code VERSION}.
     *
     * @throws IOException if it does not answer in time
     */
    String ask(String command) throws IOException {
        try (var selector = Selector.open();
                var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(("z" + command + "\0").getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return answer(channel, selector);
        }
    }

    private String answer(SocketChannel channel, Selector selector) throws IOException {
        var said = ByteBuffer.allocate(LONGEST);
        long end = System.nanoTime() + atMost.toNanos();
        while (said.hasRemaining()) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0 || selector.select(left) == 0) {
                throw new IOException("no answer within " + atMost.toSeconds() + " s");
            }
            selector.selectedKeys().clear();
            if (channel.read(said) < 0) {
                throw new IOException("hung up without an answer");
            }
            if (said.position() > 0 && said.get(said.position() - 1) == 0) {
                break;
            }
        }
        return new String(said.array(), 0, said.position(), StandardCharsets.US_ASCII)
                .replace("\0", "")
                .strip();
    }
}
