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

/** The simulated operators, and what the real one beside them ({@code pair}) asks for: its echo and its greylist. */
final class Peers implements AutoCloseable {
    private static final Duration GREY_FOR = Duration.ofSeconds(5);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<Simulated, Integer> simulated = new EnumMap<>(Simulated.class);
    private final int echoPort;
    private final int policyPort;

    Peers(RangeIgc igc, RangeConfig config, Clock clock, EventLog log) throws IOException, GeneralSecurityException {
        var ledger = new QueryLog(config.home().resolve("peers.log"), clock);
        TrustManager[] trusted = trusted(igc);
        for (Simulated who : Simulated.values()) {
            Optional<SSLContext> tls = Optional.empty();
            if (who.shows().isPresent()) {
                tls = Optional.of(igc.identity(who.shows().get()).tls(trusted));
            }
            var room = new SimulatedRoom(who, config.suffix(), ledger, clock, GREY_FOR);
            var address = SmtpServer.at(config.besides(who.number()), config.peersPort());
            var server = new SmtpServer(address, room, tls, log).start();
            open.add(server);
            simulated.put(who, server.port());
        }
        var outgoing = SmtpServer.at(config.peerAddress(), config.answerPort());
        var echo = new Echo("echo@pair." + config.suffix(), outgoing, ledger, clock);
        var lmtp = SmtpServer.at(config.peerAddress(), config.echoPort());
        var echoServer = new SmtpServer(lmtp, echo, Optional.empty(), log).start();
        open.add(echoServer);
        echoPort = echoServer.port();
        var policy = SmtpServer.at(config.peerAddress(), config.policyPort());
        var greylist = new GreylistPolicy(policy, config.faults(), new Greylist(clock, GREY_FOR), log).start();
        open.add(greylist);
        policyPort = greylist.port();
    }

    int port(Simulated who) {
        return simulated.getOrDefault(who, 0);
    }

    int echoPort() {
        return echoPort;
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
