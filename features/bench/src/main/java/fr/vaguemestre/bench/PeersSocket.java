package fr.vaguemestre.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The table of other operators' servers as Postfix asks it: socketmap on one connection, one question after the other. */
final class PeersSocket implements AutoCloseable {
    private static final Path SOCKET = Path.of("/run/vaguemestre/peers.sock");

    private final SocketChannel channel;
    private final InputStream in;

    private PeersSocket(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedInputStream(Channels.newInputStream(channel));
    }

    static PeersSocket open() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(SOCKET));
        return new PeersSocket(channel);
    }

    /** Asks which certificates a domain's server may show; fails unless it may have mail. */
    void ask(String domain) throws IOException {
        String request = "tls " + domain;
        channel.write(ByteBuffer.wrap((request.length() + ":" + request + ",").getBytes(StandardCharsets.US_ASCII)));
        int length = 0;
        for (int digit = in.read(); digit != ':'; digit = in.read()) {
            if (digit < '0' || digit > '9') {
                throw new IOException("the table of peers hung up, or does not speak socketmap");
            }
            length = length * 10 + digit - '0';
        }
        String answer = new String(in.readNBytes(length + 1), StandardCharsets.US_ASCII);
        if (!answer.startsWith("OK fingerprint")) {
            throw new IOException("of " + domain + " the table of peers said " + answer);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
