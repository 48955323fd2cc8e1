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

/** How long one answer of the Postfix policy service takes with the whole white list in force. */
final class PolicyBench {
    private static final Path SOCKET = Path.of("/run/vaguemestre/policy.sock");
    private static final int ROUNDS = 5;
    private static final int REQUESTS = 2000;

    private PolicyBench() {}

    static void run(Appliance appliance, Report report) throws IOException {
        Figures p99 = new Figures();
        Figures median = new Figures();
        for (int round = -1; round < ROUNDS; round++) {
            Figures one = round(appliance);
            if (round >= 0) { // the first warms up
                p99.add(one.percentile(0.99));
                median.add(one.median());
            }
        }
        report.add("policy", "answer, median", "ms", median, "");
        report.add("policy", "answer, p99", "ms", p99, "≤ 5");
    }

    private static Figures round(Appliance appliance) throws IOException {
        Figures latency = new Figures();
        String login = Login.of(appliance);
        String request = String.join(
                "\n",
                "request=smtpd_access_policy",
                "protocol_state=RCPT",
                "protocol_name=ESMTP",
                "client_address=127.0.0.1",
                "sender=mesure@valide.mssante.test",
                "recipient=boite1@mesures-rest.mssante.test",
                "sasl_method=XCLIENT",
                "sasl_username=" + login,
                "size=10000",
                "",
                "");
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(SOCKET));
            BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            for (int count = 0; count < REQUESTS; count++) {
                long start = System.nanoTime();
                channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
                String action = in.readLine();
                in.readLine();
                latency.add((System.nanoTime() - start) / 1e6);
                if (action == null || !action.startsWith("action=DUNNO")) {
                    throw new IOException("the policy service answered " + action);
                }
            }
        }
        return latency;
    }
}
