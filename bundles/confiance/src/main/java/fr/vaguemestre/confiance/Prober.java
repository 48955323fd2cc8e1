package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.PeerVerdict;
import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Knocks at the mail servers of a domain as a sender would, up to the end of the handshake, and leaves politely. */
final class Prober {
    private static final int CONNECT_MS = 5_000;
    private static final int ANSWER_MS = 10_000;
    private static final int MOST_SERVERS = 6;
    private static final int LONGEST_LINE = 4_096;

    private final Supplier<Igc> igc;
    private final Clock clock;
    private final MailExchangers exchangers;
    private final OwnCertificate own;
    private final Door door;

    /**
     * How servers are knocked at.
     *
     * @param port of SMTP
     * @param helo our name
     * @param loopbackOnly whether only this machine may be contacted: on the practice range
     */
    record Door(int port, String helo, boolean loopbackOnly) {}

    Prober(Supplier<Igc> igc, Clock clock, MailExchangers exchangers, OwnCertificate own, Door door) {
        this.igc = igc;
        this.clock = clock;
        this.exchangers = exchangers;
        this.own = own;
        this.door = door;
    }

    /** Looks at all servers of a domain; it is ready if one of them passes. */
    PeerVerdict look(String domain, Crls crls, Set<String> peers) {
        Instant now = clock.instant();
        var passed = new LinkedHashSet<String>();
        var troubles = new ArrayList<PeerTrouble>();
        try {
            int tried = 0;
            for (String host : exchangers.of(domain)) {
                for (InetAddress address : exchangers.addresses(host)) {
                    if (tried++ < MOST_SERVERS) {
                        try {
                            passed.add(knock(host, address, new PeerTrust(igc.get(), crls, peers, now)));
                        } catch (PeerTrouble refused) {
                            troubles.add(refused);
                        }
                    }
                }
            }
        } catch (PeerTrouble refused) {
            troubles.add(refused);
        }
        if (!passed.isEmpty()) {
            String others =
                    troubles.isEmpty() ? "" : "; not usable: " + worst(troubles).getMessage();
            return new PeerVerdict(domain, Cause.READY, "passed" + others, List.copyOf(passed), now);
        }
        PeerTrouble worst = troubles.isEmpty()
                ? new PeerTrouble(Cause.NO_MX, "no server of " + domain + " has an address")
                : worst(troubles);
        return new PeerVerdict(domain, worst.reason(), String.valueOf(worst.getMessage()), List.of(), now);
    }

    /** What a person should hear of first: a server that answered and was refused, before one that is away. */
    private static PeerTrouble worst(List<PeerTrouble> troubles) {
        return troubles.stream()
                .filter(trouble -> trouble.reason() != Cause.UNREACHABLE && trouble.reason() != Cause.NO_MX)
                .findFirst()
                .orElse(troubles.getFirst());
    }

    private String knock(String host, InetAddress address, PeerTrust trust) throws PeerTrouble {
        String server = host + "[" + address.getHostAddress() + "]";
        if (door.loopbackOnly() && !address.isLoopbackAddress()) {
            throw new PeerTrouble(Cause.OUT_OF_RANGE, server + " is outside the practice range");
        }
        try (var socket = new Socket()) {
            if (door.loopbackOnly()) {
                socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
            }
            socket.connect(new InetSocketAddress(address, door.port()), CONNECT_MS);
            socket.setSoTimeout(ANSWER_MS);
            greet(socket, server);
            try {
                secure(socket, trust);
            } catch (PeerTrouble refused) {
                throw refused;
            } catch (IOException failed) {
                // Whoever refuses our certificate may just hang up.
                throw new PeerTrouble(Cause.TLS_HANDSHAKE, server + ": " + failed.getMessage());
            }
            return trust.fingerprint().orElseThrow(() -> new PeerTrouble(Cause.TLS_HANDSHAKE, server));
        } catch (PeerTrouble refused) {
            throw refused;
        } catch (IOException away) {
            throw trust.trouble()
                    .orElseGet(() -> new PeerTrouble(Cause.UNREACHABLE, server + ": " + away.getMessage()));
        } catch (GeneralSecurityException unusable) {
            throw new PeerTrouble(Cause.OWN_CERTIFICATE, String.valueOf(unusable.getMessage()));
        }
    }

    private void greet(Socket socket, String server) throws IOException {
        var talk = new Talk(socket);
        expect("220", talk.reply(), server);
        List<String> offered = talk.ask("EHLO " + door.helo());
        expect("250", offered, server);
        if (offered.stream().noneMatch(line -> line.toUpperCase(Locale.ROOT).matches("250[- ]STARTTLS"))) {
            throw new PeerTrouble(Cause.NO_TLS, server + " offers no STARTTLS");
        }
        List<String> ready = talk.ask("STARTTLS");
        if (!ready.getLast().startsWith("220")) {
            throw new PeerTrouble(Cause.NO_TLS, server + " refuses STARTTLS: " + ready.getLast());
        }
    }

    private void secure(Socket socket, PeerTrust trust) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.managers(), new TrustManager[] {trust}, null);
        // By address, so that no server name is told: Postfix tells none either, and must meet the same certificate.
        String address = socket.getInetAddress().getHostAddress();
        try (var secured = (SSLSocket) context.getSocketFactory().createSocket(socket, address, door.port(), true)) {
            secured.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            secured.startHandshake();
            var talk = new Talk(secured);
            // In TLS 1.3 only now comes the server's word on our certificate.
            expect("250", talk.ask("EHLO " + door.helo()), "after STARTTLS the server");
            talk.ask("QUIT");
        } catch (IOException failed) {
            if (trust.trouble().isPresent()) {
                throw trust.trouble().get();
            }
            throw failed;
        }
    }

    private static void expect(String code, List<String> reply, String server) throws PeerTrouble {
        if (!reply.getLast().startsWith(code)) {
            throw new PeerTrouble(Cause.UNREACHABLE, server + " said: " + reply.getLast());
        }
    }

    /** SMTP, a line at a time. */
    private static final class Talk {
        private final Socket socket;
        private final InputStream in;

        Talk(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        List<String> ask(String command) throws IOException {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return reply();
        }

        List<String> reply() throws IOException {
            var lines = new ArrayList<String>();
            do {
                lines.add(line());
            } while (lines.getLast().length() > 3 && lines.getLast().charAt(3) == '-' && lines.size() < 100);
            return lines;
        }

        private String line() throws IOException {
            var line = new ByteArrayOutputStream();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0) {
                    throw new EOFException("the server closed the connection");
                }
                if (line.size() == LONGEST_LINE) {
                    throw new IOException("a line without end");
                }
                line.write(octet);
            }
            return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
        }
    }
}
