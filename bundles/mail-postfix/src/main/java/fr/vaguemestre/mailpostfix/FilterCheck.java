package fr.vaguemestre.mailpostfix;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Health of the filter: warns while it does not answer as a milter; mail then waits at its senders. */
@Component(
        service = HealthCheck.class,
        property = {"hc.name=mailpostfix.filter", "hc.tags=vaguemestre"},
        configurationPid = "fr.vaguemestre.mailpostfix")
public final class FilterCheck implements HealthCheck {
    private static final int AT_MOST_MILLIS = 3_000;
    private static final int NEGOTIATION = 'O';
    private static final int NEGOTIATION_LENGTH = 13;
    private static final int VERSION = 6;
    private static final int ANY_ACTION = 0x1FF;
    private static final int ANY_STEP = 0x1FFFFF;

    private final int port;

    /** Asks at the configured port. */
    @Activate
    public FilterCheck(MailPostfixConfig config) {
        this.port = config.filterPort();
    }

    @Override
    public Result execute() {
        try {
            return negotiates()
                    ? new Result(Result.Status.OK, "the filter answers")
                    : new Result(Result.Status.WARN, "what listens at the filter's port is no filter");
        } catch (IOException away) {
            return new Result(Result.Status.WARN, "the filter does not answer: " + away.getMessage());
        }
    }

    /** The first words of Postfix to a filter, and whether the answer is a filter's. */
    private boolean negotiates() throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), AT_MOST_MILLIS);
            socket.setSoTimeout(AT_MOST_MILLIS);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(NEGOTIATION_LENGTH);
            out.writeByte(NEGOTIATION);
            out.writeInt(VERSION);
            out.writeInt(ANY_ACTION);
            out.writeInt(ANY_STEP);
            out.flush();
            var in = new DataInputStream(socket.getInputStream());
            return in.readInt() == NEGOTIATION_LENGTH && in.readByte() == NEGOTIATION;
        }
    }
}
