package fr.vaguemestre.cache;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A real redis-server (of the search path) that lives as long as a test. */
final class RedisServer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path folder;
    private final String password;
    private final int port;
    private @Nullable Process process;

    RedisServer(Path folder, String password) throws IOException {
        this.folder = folder;
        this.password = password;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    void start() throws IOException {
        process = new ProcessBuilder(
                        "redis-server",
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--requirepass",
                        password,
                        "--save",
                        "",
                        "--dir",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!listens()) {
            if (System.nanoTime() - until > 0) {
                throw new IOException("redis-server does not listen, see " + folder.resolve("redis.log"));
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    void stop() {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
