package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.CertificateSink;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that counts how often it was told. */
final class TestSink implements CertificateSink {
    private final AtomicInteger times = new AtomicInteger();
    private volatile boolean refuses;

    AtomicInteger times() {
        return times;
    }

    void refuse(boolean from) {
        refuses = from;
    }

    @Override
    public String server() {
        return "postfix";
    }

    @Override
    public void renewed() throws IOException {
        if (refuses) {
            throw new IOException("bad file");
        }
        times.incrementAndGet();
    }
}
