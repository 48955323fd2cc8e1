package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** A mail program that knows only the address finds its settings, and they work. */
class AutoconfigTest {
    private static final String WELL_KNOWN = "/.well-known/autoconfig/mail/config-v1.1.xml";

    @Test
    void theSettingsOfADomainLeadAStandardClientToItsMailbox() throws Exception {
        Hospital hospital = Hospital.open();
        String box = hospital.box("client");
        Element settings = settings(WELL_KNOWN + "?emailaddress=" + box.replace("@", "%40"));

        assertThat(text(settings, "domain")).isEqualTo(hospital.domain());
        Element incoming =
                (Element) settings.getElementsByTagName("incomingServer").item(0);
        Element outgoing =
                (Element) settings.getElementsByTagName("outgoingServer").item(0);
        for (Element server : new Element[] {incoming, outgoing}) {
            assertThat(text(server, "socketType")).isEqualTo("STARTTLS");
            assertThat(text(server, "authentication")).isEqualTo("password-cleartext");
            assertThat(text(server, "username")).isEqualTo("%EMAILADDRESS%");
        }
        String subject = World.fresh("envoi");
        curl(
                box,
                outgoing,
                "smtp",
                "--mail-from " + box + " --mail-rcpt " + box + " -T <(printf 'From: <%s>\\r\\nTo: <%s>\\r\\nSubject: "
                        + subject + "\\r\\n\\r\\nbonjour\\r\\n' \"$1\" \"$1\")");
        try (Imap imap = Hospital.imap(box)) {
            Await.until(
                    "delivered",
                    Hospital.DELIVERY,
                    () -> imap.search("INBOX", "SUBJECT " + subject).size() == 1);
        }
        assertThat(curl(box, incoming, "imap", "-X 'STATUS INBOX (MESSAGES)'")).contains("MESSAGES 1");
    }

    @Test
    void theyAreFoundUnderTheDomainsOwnNameTooAndForNobodyElse() throws Exception {
        assertThat(get(WELL_KNOWN + "?emailaddress=a@example.org").statusCode()).isEqualTo(404);
        assertThat(get("/mail/config-v1.1.xml").statusCode())
                .as("under an address")
                .isEqualTo(404);
        assertThat(get(WELL_KNOWN + "?emailaddress=a@%3Cx%3E.mssante.test").statusCode())
                .isEqualTo(404);
        assertThat(text(settings("/mail/config-v1.1.xml?emailaddress=A@CH-X.mssante.test"), "domain"))
                .isEqualTo("ch-x.mssante.test");
    }

    /** Debian's curl, as itself a client of both protocols; the server's name must be the one of the settings. */
    private static String curl(String box, Element server, String protocol, String what) {
        String name = text(server, "hostname") + ":" + text(server, "port");
        return Machine.shell(
                        "printf 'user = \"%s:%s\"' \"$1\" \"$2\" | curl -sS -m 20 -K - --ssl-reqd --cacert \"$VM_STATE/tls/igc.pem\""
                                + " --resolve \"$3:127.0.0.1\" \"$4://$3/\" " + what,
                        box,
                        Hospital.PASSWORD,
                        name,
                        protocol)
                .expectOk()
                .out();
    }

    private static Element settings(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/xml");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(answer.body()))
                .getDocumentElement();
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        URI web = URI.create(World.appliance().endpoint("console")).resolve(path);
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(World.appliance().trust().context())
                .build()) {
            return http.send(HttpRequest.newBuilder(web).build(), BodyHandlers.ofByteArray());
        }
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }
}
