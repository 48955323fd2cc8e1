package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's own clients, set up from nothing but the served settings, an address and a password: swaks sends, mbsync fetches. Both
 * verify the server's certificate and name.
 */
class StandardClientTest {
    private static final Path HOSTS = Path.of("/etc/hosts");

    @TempDir
    private Path home;

    @Test
    void whatSwaksSendsMbsyncFetchesOctetForOctet() throws IOException {
        Hospital hospital = Hospital.open();
        String from = hospital.box("swaks");
        String to = hospital.box("mbsync");
        Message message = Outbound.with("Date: Sun, 22 Nov 2026 12:00:00 +0000", Message.tricky(from, to));
        furnish(message);

        Machine.run(List.of("swaks", "--config", written("swaksrc", swaks(from, to))))
                .expectOk();
        byte[] stored = Hospital.received(to, message);
        assertThat(Message.asSent(stored, message.octets())).isEqualTo(message.octets());

        Machine.run(List.of("mbsync", "-c", written("mbsyncrc", mbsync(to)), "mailbox"))
                .expectOk();
        assertThat(fetched()).isEqualTo(stored);
    }

    @Test
    void neitherGoesOnUnderANameThatTheCertificateDoesNotKnow() throws IOException {
        Hospital hospital = Hospital.open();
        String box = hospital.box("mefiante");
        furnish(Message.plain(box, box, "jamais"));
        String wrong = "mail.ailleurs.test";
        String right = Autoconfig.of(box).incoming().host();
        known(wrong);

        Machine.Output sent = Machine.run(
                List.of("swaks", "--config", written("swaksrc", swaks(box, box).replace(right, wrong))));
        Machine.Output read = Machine.run(
                List.of("mbsync", "-c", written("mbsyncrc", mbsync(box).replace(right, wrong)), "mailbox"));

        assertThat(sent.status()).isNotZero();
        assertThat(sent.out() + sent.err()).containsIgnoringCase("verif");
        assertThat(read.status()).isNotZero();
        assertThat(read.out() + read.err()).containsIgnoringCase("certificate");
        try (Imap imap = Hospital.imap(box)) {
            assertThat(imap.search("INBOX", "ALL")).isEmpty();
        }
    }

    /** What the clients need besides the settings. swaks ends the last line itself. */
    private void furnish(Message message) throws IOException {
        byte[] octets = message.octets();
        Files.write(home.resolve("message"), Arrays.copyOf(octets, octets.length - 2));
        Files.writeString(home.resolve("password"), Hospital.PASSWORD);
        Files.copy(Path.of(World.appliance().status().at("/tls/ca").asText()), home.resolve("ca.pem"));
        Files.createDirectory(home.resolve("mail"));
    }

    private String swaks(String from, String to) throws IOException {
        Autoconfig.Server server = Autoconfig.of(from).outgoing();
        known(server.host());
        return String.join(
                "\n",
                "server " + server.host(),
                "port " + server.port(),
                security(server, "tls"),
                "tls-verify",
                "tls-ca-path " + home.resolve("ca.pem"),
                "auth " + password(server, "PLAIN"),
                "auth-user " + server.username().replace("%EMAILADDRESS%", from),
                "auth-password " + Hospital.PASSWORD,
                "from " + from,
                "to " + to,
                "data @" + home.resolve("message"),
                "");
    }

    private String mbsync(String box) throws IOException {
        Autoconfig.Server server = Autoconfig.of(box).incoming();
        known(server.host());
        return String.join(
                "\n",
                "IMAPStore operator",
                "Host " + server.host(),
                "Port " + server.port(),
                "TLSType " + security(server, "STARTTLS"),
                "SystemCertificates no",
                "CertificateFile " + home.resolve("ca.pem"),
                "AuthMechs " + password(server, "LOGIN"),
                "User " + server.username().replace("%EMAILADDRESS%", box),
                "PassCmd \"cat " + home.resolve("password") + "\"",
                "",
                "MaildirStore here",
                "Inbox " + home.resolve("mail/INBOX"),
                "",
                "Channel mailbox",
                "Far :operator:",
                "Near :here:",
                "Patterns INBOX",
                "Create Near",
                "Sync Pull",
                "SyncState *",
                "");
    }

    private static String security(Autoconfig.Server server, String word) {
        assertThat(server.security()).isEqualTo("STARTTLS");
        return word;
    }

    private static String password(Autoconfig.Server server, String word) {
        assertThat(server.authentication()).isEqualTo("password-cleartext");
        return word;
    }

    /** The one file of the folder, with the ends of lines that it had on its way, without the line that mbsync adds. */
    private byte[] fetched() throws IOException {
        List<Path> files;
        try (Stream<Path> folder = Files.list(home.resolve("mail/INBOX/new"))) {
            files = folder.toList();
        }
        assertThat(files).hasSize(1);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        String text = Files.readString(files.getFirst(), StandardCharsets.ISO_8859_1);
        octets.writeBytes(
                text.replaceFirst("(?m)^X-TUID: .*\n", "").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return octets.toByteArray();
    }

    private String written(String name, String settings) throws IOException {
        return Files.writeString(home.resolve(name), settings).toString();
    }

    /** Stands for the hospital's name server; the tests run in a root filesystem of their own. */
    private static void known(String host) throws IOException {
        if (!Files.readString(HOSTS).contains(" " + host + "\n")) {
            Files.writeString(HOSTS, "127.0.0.1 " + host + "\n", StandardOpenOption.APPEND);
        }
    }
}
