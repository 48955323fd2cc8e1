package fr.vaguemestre.e2e.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The foreign operator of the range, {@code pair.mssante.test}: real servers of its own, with one mailbox. */
public final class Peer {
    /** The mailbox that answers every mail. */
    public static final String ECHO = "echo@pair.mssante.test";

    private static final String HOST = "mx.pair.mssante.test";

    private final Appliance appliance;

    /** The peer that this appliance's status names. */
    public Peer(Appliance appliance) {
        this.appliance = appliance;
    }

    /** The address of its mailbox. */
    public String user() {
        return known("peerUser");
    }

    /** Connects to its mail server as another operator would. */
    public Smtp mx() {
        return Smtp.connect(address("peerMx"));
    }

    /** Its mailbox's owner, signed in to send. */
    public Smtp submission() {
        Smtp smtp = Smtp.connect(address("peerSubmission"));
        smtp.say("EHLO client.test").expect(250);
        smtp.startTls(appliance.trust()).expect(250);
        smtp.authenticate(user(), password()).expect(235);
        return smtp;
    }

    /** Its mailbox, opened. */
    public Imap imap() {
        Imap imap = Imap.connect(address("peerImap"));
        imap.startTls(appliance.trust()).expectOk();
        imap.login(user(), password()).expectOk();
        return imap;
    }

    /** UID and octets of a message in its mailbox, once it has arrived. */
    public Read received(Message message, Duration atMost) {
        List<Long> found = new ArrayList<>();
        try (Imap imap = imap()) {
            Await.until(message.id() + " in " + user(), atMost, () -> {
                found.addAll(imap.search("INBOX", "HEADER Message-ID " + message.id()));
                return !found.isEmpty();
            });
            return new Read(found.getFirst(), imap.fetch(found.getFirst()));
        }
    }

    /** Whether its mailbox holds the message now. */
    public boolean holds(Message message) {
        try (Imap imap = imap()) {
            return !imap.search("INBOX", "HEADER Message-ID " + message.id()).isEmpty();
        }
    }

    /**
     * A message as it was read.
     *
     * @param uid its number in the folder
     * @param octets headers and body
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, compared as bytes
    public record Read(long uid, byte[] octets) {}

    private String password() {
        try {
            return Files.readString(Path.of(known("peerPasswordFile"))).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private InetSocketAddress address(String key) {
        InetSocketAddress told = Appliance.addressOf(known(key));
        try {
            // Under the name in its certificate, which no resolver of the host knows.
            byte[] address = told.getAddress().getAddress();
            return new InetSocketAddress(InetAddress.getByAddress(HOST, address), told.getPort());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private String known(String key) {
        String value = appliance.status().at("/range/" + key).asText("");
        if (value.isEmpty()) {
            throw new IllegalStateException("status --json tells no range." + key);
        }
        return value;
    }
}
