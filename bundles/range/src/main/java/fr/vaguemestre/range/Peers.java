package fr.vaguemestre.range;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The simulated operators, that of the patients with its patients' desk, and what the real one beside them ({@code pair}) asks for: its echo and its greylist. */
final class Peers implements AutoCloseable {
    private static final Duration GREY_FOR = Duration.ofSeconds(5);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<Simulated, Integer> simulated = new EnumMap<>(Simulated.class);
    private final int echoPort;
    private final int policyPort;
    private final int patientPort;

    Peers(RangeIgc igc, RangeConfig config, Clock clock, EventLog log) throws IOException, GeneralSecurityException {
        var ledger = new QueryLog(config.home().resolve("peers.log"), clock);
        TrustManager[] trusted = trusted(igc);
        var conversations = new Conversations();
        String patientDomain = Simulated.PATIENT.domain(config.suffix());
        var patients = new Outgoing(
                SmtpServer.at("127.0.0.1", config.smtpPort()),
                "mx." + patientDomain,
                Optional.of(igc.identity(RangeLeaf.PATIENT).tls(trusted)));
        for (Simulated who : Simulated.values()) {
            Optional<SSLContext> tls = Optional.empty();
            if (who.shows().isPresent()) {
                tls = Optional.of(igc.identity(who.shows().get()).tls(trusted));
            }
            Mailroom room = who == Simulated.PATIENT
                    ? new PatientRoom(patientDomain, conversations, patients, ledger, clock)
                    : new SimulatedRoom(who, config.suffix(), ledger, clock, GREY_FOR);
            var address = SmtpServer.at(config.besides(who.number()), config.peersPort());
            simulated.put(who, opened(new SmtpServer(address, room, tls, log)));
        }
        var app = new PatientApp(patientDomain, conversations, patients, ledger);
        var desk = SmtpServer.at(config.besides(Simulated.PATIENT.number()), config.patientPort());
        patientPort = opened(new SmtpServer(desk, app, Optional.empty(), log));
        var outgoing = SmtpServer.at(config.peerAddress(), config.answerPort());
        var answers = new Outgoing(outgoing, "echo.pair." + config.suffix(), Optional.empty());
        var echo = new Echo("echo@pair." + config.suffix(), answers, ledger, clock);
        var lmtp = SmtpServer.at(config.peerAddress(), config.echoPort());
        echoPort = opened(new SmtpServer(lmtp, echo, Optional.empty(), log));
        var policy = SmtpServer.at(config.peerAddress(), config.policyPort());
        var greylist = new GreylistPolicy(policy, config.faults(), new Greylist(clock, GREY_FOR), log).start();
        open.add(greylist);
        policyPort = greylist.port();
    }

    private int opened(SmtpServer server) {
        open.add(server.start());
        return server.port();
    }

    int port(Simulated who) {
        return simulated.getOrDefault(who, 0);
    }

    int echoPort() {
        return echoPort;
    }

    int patientPort() {
        return patientPort;
    }

    int policyPort() {
        return policyPort;
    }

    @Override
    public void close() throws IOException {
        for (AutoCloseable one : open) {
            try {
                one.close();
            } catch (IOException failed) {
                throw failed;
            } catch (Exception unexpected) {
                throw new IOException(unexpected);
            }
        }
    }

    /** Whoever has a certificate of the imitation IGC. */
    static TrustManager[] trusted(RangeIgc igc) throws GeneralSecurityException, IOException {
        var anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        anchors.setCertificateEntry("root", igc.root());
        anchors.setCertificateEntry("org-ca", igc.orgCa());
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        return factory.getTrustManagers();
    }
}
