package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * What a mail program finds for an address, as it is served.
 *
 * @param page the whole file
 */
record Autoconfig(Element page) {
    /** Where programs ask, with the address to come. */
    static final String WELL_KNOWN = "/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=";

    /** One server of the file; the words are those of the file. */
    record Server(String host, String port, String security, String authentication, String username) {}

    /** The settings for an address. */
    static Autoconfig of(String address) {
        return at(WELL_KNOWN + address.replace("@", "%40"));
    }

    /** The settings under a path of the web edge, which must be there. */
    static Autoconfig at(String path) {
        HttpResponse<byte[]> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/xml");
        try {
            return new Autoconfig(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(answer.body()))
                    .getDocumentElement());
        } catch (Exception noXml) {
            throw new AssertionError("no XML at " + path, noXml);
        }
    }

    /** What the web edge answers to a path. */
    static HttpResponse<byte[]> get(String path) {
        URI web = URI.create(World.appliance().endpoint("console")).resolve(path);
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(World.appliance().trust().context())
                .build()) {
            return http.send(HttpRequest.newBuilder(web).build(), BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new AssertionError("nothing at " + path, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The domain that the settings are of. */
    String domain() {
        return text(page, "domain");
    }

    /** Where mail is read. */
    Server incoming() {
        return server("incomingServer");
    }

    /** Where mail is sent. */
    Server outgoing() {
        return server("outgoingServer");
    }

    private Server server(String kind) {
        Element server = (Element) page.getElementsByTagName(kind).item(0);
        return new Server(
                text(server, "hostname"),
                text(server, "port"),
                text(server, "socketType"),
                text(server, "authentication"),
                text(server, "username"));
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }
}
