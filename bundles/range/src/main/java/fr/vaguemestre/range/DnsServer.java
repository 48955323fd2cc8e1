package fr.vaguemestre.range;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The only resolver of the range, over UDP and TCP on one address; every query goes to the query log. */
final class DnsServer implements AutoCloseable {
    private static final int LARGEST = 65_535;
    private static final int PATIENCE_MS = 5_000;

    private final DnsAnswers answers;
    private final QueryLog queries;
    private final EventLog log;
    private final ServerSocket tcp;
    private final DatagramSocket udp;

    /** Port 0 takes any free one. */
    DnsServer(RangeConfig config, QueryLog queries, EventLog log) throws IOException {
        this.answers = new DnsAnswers(config);
        this.queries = queries;
        this.log = log;
        byte[] address = InetAddress.getByName(config.dnsAddress()).getAddress();
        this.tcp = new ServerSocket();
        tcp.setReuseAddress(true);
        tcp.bind(new InetSocketAddress(InetAddress.getByAddress(address), config.dnsPort()));
        this.udp = new DatagramSocket(new InetSocketAddress(InetAddress.getByAddress(address), tcp.getLocalPort()));
    }

    DnsServer start() {
        Thread.ofPlatform().name("dns-udp").start(this::datagrams);
        Thread.ofPlatform().name("dns-tcp").start(this::connections);
        log.say("listens on " + udp.getLocalSocketAddress() + " udp and tcp");
        return this;
    }

    int port() {
        return udp.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }

    private void datagrams() {
        byte[] buffer = new byte[LARGEST];
        while (!udp.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] query = Arrays.copyOf(buffer, packet.getLength());
                var answer = answers.to(query);
                if (answer.isPresent()) {
                    byte[] wire = answer.get().toWire(DnsAnswers.datagramBytes(query));
                    note(answer.get(), packet.getAddress(), "udp");
                    udp.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
                }
            } catch (IOException failed) {
                complain(udp.isClosed(), failed);
            }
        }
    }

    private void connections() {
        while (!tcp.isClosed()) {
            try {
                Socket client = tcp.accept();
                var unused = Thread.ofVirtual().start(() -> converse(client));
            } catch (IOException failed) {
                complain(tcp.isClosed(), failed);
            }
        }
    }

    private void converse(Socket client) {
        try (client) {
            client.setSoTimeout(PATIENCE_MS);
            var in = new DataInputStream(client.getInputStream());
            var out = new DataOutputStream(client.getOutputStream());
            while (true) {
                byte[] query = in.readNBytes(in.readUnsignedShort());
                var answer = answers.to(query);
                if (answer.isEmpty()) {
                    return;
                }
                note(answer.get(), client.getInetAddress(), "tcp");
                byte[] wire = answer.get().toWire(LARGEST);
                out.writeShort(wire.length);
                out.write(wire);
                out.flush();
            }
        } catch (EOFException finished) {
            // The asker has all it wanted.
        } catch (IOException failed) {
            complain(tcp.isClosed(), failed);
        }
    }

    private void note(Message answer, InetAddress asker, String transport) throws IOException {
        Record question = answer.getQuestion();
        String asked = question == null
                ? "- -"
                : Type.string(question.getType()) + " " + question.getName().toString(true);
        queries.note(asked + " " + Rcode.string(answer.getRcode()) + " " + asker.getHostAddress() + " " + transport);
    }

    private void complain(boolean closed, IOException failed) {
        if (!closed) {
            log.say("failed: " + failed);
        }
    }
}
