package fr.vaguemestre.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** The proof that the edge gives to a peer, asked for as nginx asks for it. */
final class Login {
    private Login() {}

    /** The login of the peer {@code valide}, fresh. */
    static String of(Appliance appliance) throws IOException {
        String certificate = Files.readString(Appliance.STATE.resolve("range/igc/valide.crt"));
        String leaf = certificate.substring(0, certificate.indexOf("-----END CERTIFICATE-----") + 26);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + appliance.port("VM_PORT_AUTH_HTTP") + "/auth"))
                .header("X-Vaguemestre-Auth", Appliance.secret("auth-http"))
                .header("Auth-Method", "none")
                .header("Auth-Protocol", "smtp")
                .header("Client-IP", "127.0.0.1")
                .header("Auth-SMTP-From", "MAIL FROM:<mesure@valide.mssante.test>")
                .header("Auth-SMTP-To", "RCPT TO:<boite1@mesures-rest.mssante.test>")
                .header("Auth-SSL", "on")
                .header("Auth-SSL-Verify", "SUCCESS")
                .header(
                        "Auth-SSL-Cert",
                        URLEncoder.encode(leaf, StandardCharsets.UTF_8).replace("+", "%20"))
                .build();
        try {
            HttpResponse<Void> answer = appliance.http().send(request, HttpResponse.BodyHandlers.discarding());
            return answer.headers()
                    .firstValue("Auth-User")
                    .orElseThrow(
                            () -> new IOException("refused: " + answer.headers().map()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
