package fr.vaguemestre.maildovecot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/** Speaks to Dovecot's administration interface: one command for each request, answered within 5 s. */
final class Doveadm implements AutoCloseable {
    private static final Duration AT_MOST = Duration.ofSeconds(5);
    private static final Pattern ANSWERED = Pattern.compile("\\s*\\[\\s*\\[\\s*\"doveadmResponse\".*", Pattern.DOTALL);
    private static final Pattern EXIT_CODE = Pattern.compile(".*\"exitCode\"\\s*:\\s*(\\d+).*", Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]{1,128}@[a-z0-9.-]{1,253}");
    private static final String NOBODY = "68";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(AT_MOST)
            .build();
    private final URI url;
    private final String key;

    Doveadm(MailDovecotConfig config) throws IOException {
        this.url = URI.create(config.url());
        String secret = Files.readString(Path.of(config.keyFile())).strip();
        this.key = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends all sessions of that mailbox; nothing where there are none. */
    void kick(String address) throws IOException, InterruptedException {
        if (!ADDRESS.matcher(address).matches()) {
            throw new IOException("not an address: " + address);
        }
        command("kick", "{\"mask\":[\"" + address + "\"]}");
    }

    /** Asks for the state of its services; returns if it answers. */
    void ping() throws IOException, InterruptedException {
        command("serviceStatus", "{}");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private void command(String name, String parameters) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url)
                .timeout(AT_MOST)
                .header("Authorization", "X-Dovecot-API " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("[[\"" + name + "\"," + parameters + ",\"1\"]]"))
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("Dovecot answered " + answer.statusCode() + " to " + name);
        }
        var exitCode = EXIT_CODE.matcher(answer.body());
        boolean nobody = exitCode.matches() && exitCode.group(1).equals(NOBODY);
        if (!nobody && !ANSWERED.matcher(answer.body()).matches()) {
            throw new IOException(
                    "Dovecot refused " + name + ": " + answer.body().strip());
        }
    }
}
