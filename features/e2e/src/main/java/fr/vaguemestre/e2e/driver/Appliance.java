package fr.vaguemestre.e2e.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A running appliance as {@code ./vaguemestre status --json} tells it: nothing else is known about it. */
public final class Appliance {
    private final JsonNode status;

    private Appliance(JsonNode status) {
        this.status = status;
    }

    /** Reads the output of {@code status --json}. */
    public static Appliance of(String statusJson) {
        try {
            return new Appliance(Json.MAPPER.readTree(statusJson));
        } catch (IOException notJson) {
            throw new UncheckedIOException("status --json gave: " + statusJson, notJson);
        }
    }

    /** The whole status. */
    public JsonNode status() {
        return status;
    }

    /** The URL or host:port of an endpoint. */
    public String endpoint(String name) {
        return known("/endpoints/" + name);
    }

    /** The address of an endpoint that is not a URL. */
    public InetSocketAddress address(String name) {
        return addressOf(endpoint(name));
    }

    /** Parses {@code host:port}. */
    public static InetSocketAddress addressOf(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return new InetSocketAddress(
                hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    /** A client's trust in the authority of our servers. */
    public Trust trust() {
        return Trust.in(authority());
    }

    /** The same trust, showing a certificate of the range. */
    public Trust showing(String leaf) {
        return Trust.in(authority(), igc(), leaf);
    }

    /** The same trust, showing the certificate {@code NAME.crt} with {@code NAME.key} of another folder. */
    public Trust showing(Path folder, String leaf) {
        return Trust.in(authority(), folder, leaf);
    }

    /** The folder of the range's certificates. */
    public Path igc() {
        return Path.of(known("/range/igc"));
    }

    /** The login name of the super administrator. */
    public String adminName() {
        return known("/credentials/superAdmin/username");
    }

    /** Its first password. */
    public String adminPassword() {
        try {
            return Files.readString(Path.of(known("/credentials/superAdmin/passwordFile")))
                    .strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Each server and its state. */
    public Map<String, String> services() {
        Map<String, String> states = new TreeMap<>();
        status.path("services")
                .forEach(service -> states.put(
                        service.path("name").asText(), service.path("state").asText()));
        return states;
    }

    /** The authority of our servers, as a PEM file. */
    public Path authority() {
        return Path.of(known("/tls/ca"));
    }

    private String known(String pointer) {
        JsonNode value = status.at(pointer);
        if (!value.isTextual()) {
            throw new IllegalStateException("status --json tells no " + pointer);
        }
        return value.asText();
    }
}
