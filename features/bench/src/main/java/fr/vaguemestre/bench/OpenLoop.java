package fr.vaguemestre.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests that are due at a fixed rate, whatever becomes of those before: a server that stands still for a second has made each
 * request of that second late, and each is counted from when it was due (no coordinated omission).
 */
final class OpenLoop implements AutoCloseable {
    private static final long FAILED = -1;

    /** One connection. */
    interface Client extends AutoCloseable {
        /** Sends a request and reads its answer. */
        void request(int number) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Opens a connection. */
    @FunctionalInterface
    interface Clients {
        /** A new one. */
        Client open() throws Exception;
    }

    private final Clients clients;
    private final long gap;
    private final long[] ended;
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads;
    private volatile long start;

    private OpenLoop(Clients clients, int connections, int perSecond, int seconds) {
        this.clients = clients;
        this.gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.ended = new long[perSecond * seconds];
        this.threads = Executors.newFixedThreadPool(connections);
    }

    /** Opens that many connections, then begins. */
    static OpenLoop start(Clients clients, int connections, int perSecond, int seconds) throws Exception {
        var loop = new OpenLoop(clients, connections, perSecond, seconds);
        List<Client> open = new ArrayList<>();
        for (int connection = 0; connection < connections; connection++) {
            open.add(clients.open());
        }
        loop.start = System.nanoTime();
        open.forEach(client -> loop.threads.execute(() -> loop.serve(client)));
        return loop;
    }

    private void serve(Client first) {
        Client client = first;
        try {
            for (int number = next.getAndIncrement(); number < ended.length; number = next.getAndIncrement()) {
                await(due(number));
                try {
                    client.request(number);
                    ended[number] = System.nanoTime();
                } catch (IOException failed) {
                    ended[number] = FAILED;
                    told(failed);
                    client.close();
                    client = clients.open();
                }
            }
            client.close();
        } catch (Exception broken) {
            told(broken); // what this connection does not send any more the others do, late
        }
    }

    private void told(Exception failure) {
        if (failures.isEmpty()) { // two at the same time may both be kept
            failures.add(String.valueOf(failure.getMessage()));
        }
    }

    private static void await(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private long due(int number) {
        return start + number * gap;
    }

    /** Waits until that many seconds after the start. */
    void awaitSecond(int seconds) {
        await(start + TimeUnit.SECONDS.toNanos(seconds));
    }

    /** Waits until every request was answered or failed. */
    void awaitEnd() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("requests are under way a minute after the last was due");
        }
    }

    /** Answers per second that came between those seconds. */
    double rate(int from, int until) {
        long begin = start + TimeUnit.SECONDS.toNanos(from);
        long end = start + TimeUnit.SECONDS.toNanos(until);
        int came = 0;
        for (long time : ended) {
            came += time > 0 && time >= begin && time < end ? 1 : 0;
        }
        return came / (double) (until - from);
    }

    /** Milliseconds from when a request was due to its answer, of those that were due between those seconds. */
    Figures latency(int from, int until) {
        var latency = new Figures();
        for (int number = 0; number < ended.length; number++) {
            if (dueIn(number, from, until) && ended[number] > 0) {
                latency.add((ended[number] - due(number)) / 1e6);
            }
        }
        return latency;
    }

    /** How many of those that were due between those seconds have no answer, or not the right one. */
    int failures(int from, int until) {
        int failures = 0;
        for (int number = 0; number < ended.length; number++) {
            failures += dueIn(number, from, until) && ended[number] <= 0 ? 1 : 0;
        }
        return failures;
    }

    private boolean dueIn(int number, int from, int until) {
        long after = number * gap;
        return after >= TimeUnit.SECONDS.toNanos(from) && after < TimeUnit.SECONDS.toNanos(until);
    }

    /** What the first failure said. */
    Optional<String> firstFailure() {
        return failures.stream().findFirst();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
