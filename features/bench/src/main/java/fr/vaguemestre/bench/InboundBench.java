package fr.vaguemestre.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Messages per second from the wire to the mailbox, one message for each session, 20 sessions at once: through the edge
 * with mutual TLS, against the same Postfix, database and Dovecot without TLS, edge and policy (a listener that {@code
 * ./vaguemestre bench} adds to Postfix for the time of the run, named by VM_BENCH_SMTP_PORT).
 */
final class InboundBench {
    private static final int ROUNDS = 5;
    private static final int SESSIONS = 20;
    private static final int MESSAGES = 300;
    private static final String DOMAIN = "mesures-mail.mssante.test";
    private static final String SENDER = "mesure@valide.mssante.test";
    private static final Path MAIL = Appliance.STATE.resolve("mail");

    private InboundBench() {}

    static void run(Appliance appliance, Report report) throws Exception {
        appliance.prepare(appliance.token(), DOMAIN, SESSIONS);
        int plain = Integer.parseInt(System.getenv("VM_BENCH_SMTP_PORT"));
        int edge = appliance.port("VM_PORT_SMTP");
        SSLContext tls = operator("valide");
        Figures ours = new Figures();
        Figures baseline = new Figures();
        rate(edge, tls);
        rate(plain, null);
        for (int round = 0; round < ROUNDS; round++) {
            ours.add(rate(edge, tls));
            baseline.add(rate(plain, null));
        }
        report.add("inbound", "ours: mutual TLS, edge, policy", "1/s", ours, "");
        report.add("inbound", "baseline: the same without TLS", "1/s", baseline, "");
        report.add("inbound", "ratio of throughput, ours/baseline", "×", ours.over(baseline), "≥ 0.6");
    }

    private static double rate(int port, @Nullable SSLContext tls) throws Exception {
        long before = delivered();
        long start = System.nanoTime();
        List<Callable<Void>> senders = new ArrayList<>();
        for (int number = 1; number <= SESSIONS; number++) {
            String recipient = "boite" + number + "@" + DOMAIN;
            senders.add(() -> {
                for (int count = 0; count < MESSAGES / SESSIONS; count++) {
                    SmtpSender.send(port, tls, SENDER, recipient, message(recipient));
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(SESSIONS)) {
            for (Future<Void> done : threads.invokeAll(senders)) {
                done.get();
            }
        }
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (delivered() - before < MESSAGES) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "only " + (delivered() - before) + " of " + MESSAGES + " were delivered");
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return MESSAGES / ((System.nanoTime() - start) / 1e9);
    }

    private static String message(String recipient) {
        return "From: <" + SENDER + ">\r\nTo: <" + recipient + ">\r\nDate: Sun, 22 Nov 2026 12:00:00 +0000\r\n"
                + "Message-ID: <" + System.nanoTime() + "." + recipient + ">\r\nSubject: mesure\r\n\r\n"
                + ("x".repeat(76) + "\r\n").repeat(130);
    }

    /** Counts the folders {@code new} alone: elsewhere in a Maildir files come and go under one's eyes. */
    private static long delivered() throws IOException {
        long count = 0;
        for (int number = 1; number <= SESSIONS; number++) {
            Path fresh = MAIL.resolve(DOMAIN).resolve("boite" + number).resolve("Maildir/new");
            if (Files.isDirectory(fresh)) {
                try (Stream<Path> files = Files.list(fresh)) {
                    count += files.count();
                }
            }
        }
        return count;
    }

    /** The TLS of a peer: shows that operator's certificate, trusts the IGC. */
    private static SSLContext operator(String name) throws Exception {
        Path igc = Appliance.STATE.resolve("range/igc");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        List<Certificate> chain = certificates(igc.resolve(name + ".crt"));
        store.setKeyEntry(
                "peer",
                key(igc.resolve(name + ".key"), chain.getFirst()),
                new char[0],
                chain.toArray(Certificate[]::new));
        for (Certificate anchor : certificates(igc.resolve("root.crt"))) {
            store.setCertificateEntry("root", anchor);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static List<Certificate> certificates(Path pem) throws Exception {
        try (InputStream in = Files.newInputStream(pem)) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
        }
    }

    private static PrivateKey key(Path pem, Certificate certificate) throws Exception {
        byte[] der = Base64.getMimeDecoder().decode(Files.readString(pem).replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(der));
    }
}
