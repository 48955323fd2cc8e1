package fr.vaguemestre.range;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** A TCP port; each connection is served on a thread of its own. */
final class TcpDoor implements AutoCloseable {
    private static final int WAITING_AT_MOST = 50;

    private final ServerSocket listening = new ServerSocket();

    /** Bound at once, so that nobody else takes the port; port 0 takes any free one. */
    TcpDoor(InetSocketAddress address) throws IOException {
        listening.setReuseAddress(true);
        listening.bind(address, WAITING_AT_MOST);
    }

    /**
     * Lets connections in until it is closed.
     *
     * @param name of the thread that waits for them
     * @param serve talks to one client, and closes its socket
     */
    void open(String name, EventLog log, Consumer<Socket> serve) {
        Thread.ofPlatform().name(name).start(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket client = listening.accept();
                    var unused = Thread.ofVirtual().start(() -> serve.accept(client));
                } catch (IOException failed) {
                    if (!listening.isClosed()) {
                        log.say("failed: " + failed);
                    }
                }
            }
        });
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
