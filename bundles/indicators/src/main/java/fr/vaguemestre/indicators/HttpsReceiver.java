package fr.vaguemestre.indicators;

import fr.vaguemestre.api.igc.ClientIdentity;
import fr.vaguemestre.api.problem.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Puts a month to an address by mutual TLS; certificates are read anew each time, so that a new one counts at once. */
final class HttpsReceiver implements Receiver {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Set<Integer> ASK_AGAIN = Set.of(408, 409, 425, 429);
    private static final int LONGEST = 300;
    private static final Pattern FIELD =
            Pattern.compile("\"(receipt|receivedAt|sha256)\"\\s*:\\s*\"([^\"\\\\]{1,200})\"");

    private final String url;
    private final IndicatorsConfig config;
    private final Supplier<List<ClientIdentity>> identities;

    HttpsReceiver(String url, IndicatorsConfig config, Supplier<List<ClientIdentity>> identities) {
        this.identities = identities;
        this.url = url;
        this.config = config;
    }

    @Override
    public Receipt deposit(String structure, String month, String digest, String json)
            throws IOException, RefusedException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/" + structure + "/" + month))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=UTF-8")
                .header("Idempotency-Key", digest)
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(tls())
                .connectTimeout(PATIENCE)
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            return receipt(client.send(request, HttpResponse.BodyHandlers.ofString()), digest);
        } catch (GeneralSecurityException unusable) {
            throw new IOException("our certificate cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static Receipt receipt(HttpResponse<String> answer, String digest) throws IOException, RefusedException {
        String words = answer.statusCode() + " " + shortened(answer.body());
        if (answer.statusCode() / 100 == 4 && !ASK_AGAIN.contains(answer.statusCode())) {
            throw new RefusedException(words);
        }
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(words);
        }
        String id = "";
        String at = "";
        String took = "";
        Matcher field = FIELD.matcher(answer.body());
        while (field.find()) {
            switch (field.group(1)) {
                case "receipt" -> id = field.group(2);
                case "receivedAt" -> at = field.group(2);
                default -> took = field.group(2);
            }
        }
        if (id.isEmpty() || !took.equals(digest)) {
            throw new IOException("the receiver gave no receipt for what was sent: " + words);
        }
        try {
            return new Receipt(id, Instant.parse(at));
        } catch (DateTimeParseException undated) {
            throw new IOException("the receiver's receipt tells no time: " + words, undated);
        }
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }

    private SSLContext tls() throws IOException, GeneralSecurityException {
        KeyStore trusted = empty();
        int number = 0;
        for (Certificate anchor : certificates(config.anchors())) {
            trusted.setCertificateEntry("anchor" + number++, anchor);
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(shown(), trust.getTrustManagers(), null);
        return context;
    }

    /** The certificate for national services where there is one, else the servers', from its files. */
    private KeyManager[] shown() throws IOException, GeneralSecurityException {
        try {
            for (ClientIdentity identity : identities.get()) {
                Optional<KeyManager> manager = identity.manager();
                if (manager.isPresent()) {
                    return new KeyManager[] {manager.get()};
                }
            }
        } catch (Unavailable away) {
            throw new GeneralSecurityException(away.getMessage(), away);
        }
        Certificate[] chain = certificates(config.certificate());
        KeyStore own = empty();
        own.setKeyEntry("own", key(chain[0].getPublicKey().getAlgorithm()), new char[0], chain);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        return keys.getKeyManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static Certificate[] certificates(String file) throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(Path.of(file))) {
            Certificate[] found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(pem)
                    .toArray(Certificate[]::new);
            if (found.length == 0) {
                throw new GeneralSecurityException(file + " holds no certificate");
            }
            return found;
        }
    }

    private PrivateKey key(String algorithm) throws IOException, GeneralSecurityException {
        String pem = Files.readString(Path.of(config.key()), StandardCharsets.US_ASCII);
        try {
            byte[] encoded = Base64.getDecoder()
                    .decode(pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IllegalArgumentException notBase64) {
            throw new GeneralSecurityException("its key cannot be read", notBase64);
        }
    }
}
