package fr.vaguemestre.bench;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Counts the messages that arrive in folders {@code new} of Maildirs, told by the kernel: to list the folders again and again
 * took more processor time than the servers that were measured.
 */
final class Arrivals implements AutoCloseable {
    private final WatchService watch;

    private Arrivals(WatchService watch) {
        this.watch = watch;
    }

    /** Counts from now on in those folders; one that does not exist yet is made by its first message, so it must exist. */
    static Arrivals in(List<Path> folders) throws IOException {
        WatchService watch = FileSystems.getDefault().newWatchService();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new IOException("no mail came to " + folder + " yet: it cannot be watched");
            }
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        }
        return new Arrivals(watch);
    }

    /** Waits until that many came; fails when they do not come in that time, or when the kernel lost count. */
    void await(int messages, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        int arrived = 0;
        while (arrived < messages) {
            WatchKey key = watch.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (key == null) {
                throw new IOException("only " + arrived + " of " + messages + " were delivered");
            }
            for (WatchEvent<?> event : key.pollEvents()) {
                if (event.kind().equals(StandardWatchEventKinds.OVERFLOW)) {
                    throw new IOException("the kernel lost count of the messages that arrived");
                }
                arrived += event.count();
            }
            key.reset();
        }
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }
}
