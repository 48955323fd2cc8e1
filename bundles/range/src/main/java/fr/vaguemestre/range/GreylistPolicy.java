package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;

/** Postfix's policy protocol for the foreign operator: greylisting while {@link Fault#PEER_GREYLIST} is on. */
final class GreylistPolicy implements AutoCloseable {
    private final TcpDoor door;
    private final Faults faults;
    private final Greylist greylist;
    private final EventLog log;

    GreylistPolicy(InetSocketAddress address, Faults faults, Greylist greylist, EventLog log) throws IOException {
        this.faults = faults;
        this.greylist = greylist;
        this.log = log;
        this.door = new TcpDoor(address);
    }

    GreylistPolicy start() {
        door.open("greylist", log, this::serve);
        return this;
    }

    int port() {
        return door.address().getPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void serve(Socket client) {
        try (client;
                var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
            var request = new HashMap<String, String>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    request.put(line.substring(0, equals), line.substring(equals + 1));
                } else if (line.isEmpty()) {
                    String action = action(request.getOrDefault("sender", ""), request.getOrDefault("recipient", ""));
                    client.getOutputStream().write(("action=" + action + "\n\n").getBytes(UTF_8));
                    client.getOutputStream().flush();
                    request.clear();
                }
            }
        } catch (IOException gone) {
            log.say("policy: " + gone);
        }
    }

    private String action(String sender, String recipient) {
        boolean on = faults.on().contains(Fault.PEER_GREYLIST);
        return on && !greylist.passes(sender, recipient) ? Greylist.LATER : "DUNNO";
    }
}
