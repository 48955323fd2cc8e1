package fr.vaguemestre.mailpostfix;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening socket, TCP on loopback or unix; each connection is served on a virtual thread of its own. */
final class Door implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Door.class);
    private static final int MOST_CONNECTIONS = 1_024;

    private final String name;
    private final ServerSocketChannel listening;
    private final Guest guest;
    private final Semaphore room = new Semaphore(MOST_CONNECTIONS);
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final Thread accepting;

    /** Serves one connection until it ends. */
    interface Guest {
        void serve(InputStream in, OutputStream out) throws IOException;
    }

    private Door(String name, ServerSocketChannel listening, Guest guest) {
        this.name = name;
        this.listening = listening;
        this.guest = guest;
        this.accepting = Thread.ofPlatform().daemon().name("door-" + name).start(this::accept);
    }

    /** Opens a port on loopback; 0 takes a free one. */
    static Door tcp(String name, int port, Guest guest) throws IOException {
        var listening = ServerSocketChannel.open();
        listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        listening.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 256);
        return new Door(name, listening, guest);
    }

    /** Opens a unix socket, in the place of one left behind, for our group and that one. */
    static Door unix(String name, Path socket, String group, Guest guest) throws IOException {
        Path draft = socket.resolveSibling(socket.getFileName() + ".new");
        Files.deleteIfExists(draft);
        var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(draft), 256);
        try {
            var owner = draft.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
            var file = Files.getFileAttributeView(draft, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            // Where the folder hands its group on there is nothing to change, nor always the right to.
            if (!file.readAttributes().group().equals(owner)) {
                file.setGroup(owner);
            }
        } catch (IOException notAMember) {
            log.warn("Socket {} cannot be given to group {}: {}", socket, group, notAMember.getMessage());
        }
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-rw----"));
        Files.move(draft, socket, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Door(name, listening, guest);
    }

    /** The TCP port. */
    int port() throws IOException {
        return ((InetSocketAddress) listening.getLocalAddress()).getPort();
    }

    /** Whether it still takes connections. */
    boolean isOpen() {
        return listening.isOpen() && accepting.isAlive();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (SocketChannel connection : open) {
            connection.close();
        }
    }

    private void accept() {
        while (listening.isOpen()) {
            try {
                SocketChannel connection = listening.accept();
                if (room.tryAcquire()) {
                    open.add(connection);
                    Thread.ofVirtual().name("door-" + name + "-guest").start(() -> serve(connection));
                } else {
                    log.warn("More than {} connections to {}: one was closed", MOST_CONNECTIONS, name);
                    connection.close();
                }
            } catch (IOException closed) {
                if (listening.isOpen()) {
                    log.error("Door {} cannot take a connection", name, closed);
                }
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            guest.serve(Channels.newInputStream(connection), Channels.newOutputStream(connection));
        } catch (IOException gone) {
            log.debug("A connection to {} ended: {}", name, gone.getMessage());
        } catch (RuntimeException unexpected) {
            log.error("A connection to {} failed; whoever asked gets no answer and must refuse", name, unexpected);
        } finally {
            open.remove(connection);
            room.release();
        }
    }
}
