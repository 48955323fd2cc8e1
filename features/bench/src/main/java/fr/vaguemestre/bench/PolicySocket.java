package fr.vaguemestre.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The policy service as Postfix asks it: one connection, one question after the other. */
final class PolicySocket implements AutoCloseable {
    private static final Path SOCKET = Path.of("/run/vaguemestre/policy.sock");

    private final SocketChannel channel;
    private final BufferedReader in;
    private final String login;

    private PolicySocket(SocketChannel channel, String login) {
        this.channel = channel;
        this.in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        this.login = login;
    }

    /** Connects with a fresh proof of the edge. */
    static PolicySocket open(Appliance appliance) throws IOException {
        String login = Login.of(appliance);
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(SOCKET));
        return new PolicySocket(channel, login);
    }

    /** Asks about a recipient; fails unless it may have the mail. */
    void ask(String recipient) throws IOException {
        String request = String.join(
                "\n",
                "request=smtpd_access_policy",
                "protocol_state=RCPT",
                "protocol_name=ESMTP",
                "client_address=127.0.0.1",
                "sender=mesure@valide.mssante.test",
                "recipient=" + recipient,
                "sasl_method=XCLIENT",
                "sasl_username=" + login,
                "size=10000",
                "",
                "");
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
        String action = in.readLine();
        in.readLine();
        if (action == null || !action.startsWith("action=DUNNO")) {
            throw new IOException("the policy service answered " + action);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
