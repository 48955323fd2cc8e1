package fr.vaguemestre.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The range's Pro Santé Connect, as a relying party and its browser see it; a browser of its own, without a memory, for each. */
final class ProSanteConnect {
    static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration AFTER_ITS_START = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final String VERIFIER = "a-verifier-that-is-at-least-forty-three-octets-long";

    private final HttpClient client;
    private final String issuer;
    private final String callback;
    private final String secret;

    /** What came of a sign-in: the code, or the words of the page that asks again or refuses. */
    record Came(Optional<String> code, String words) {}

    private ProSanteConnect(Trust trust) {
        var status = Machine.appliance().status();
        this.client = HttpClient.newBuilder()
                .sslContext(trust.context())
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.issuer = status.at("/range/psc").asText();
        this.callback = status.at("/endpoints/api").asText() + "/auth/psc/callback";
        this.secret = read(Path.of(status.at("/range/pscSecretFile").asText()));
    }

    /** Waits until it has started: nothing else does. */
    static ProSanteConnect open() {
        return ready(World.appliance().trust());
    }

    /** As a client that shows a certificate of the range. */
    static ProSanteConnect showing(String leaf) {
        return ready(World.appliance().showing(leaf));
    }

    private static ProSanteConnect ready(Trust trust) {
        var open = new ProSanteConnect(trust);
        Await.until(
                "Pro Santé Connect has started",
                AFTER_ITS_START,
                () -> open.discovery().path("issuer").asText().equals(open.issuer));
        return open;
    }

    String issuer() {
        return issuer;
    }

    JsonNode discovery() {
        return json(get(issuer + "/.well-known/wallet-openid-configuration").body());
    }

    JsonNode keys() {
        return json(get(endpoint("jwks_uri")).body());
    }

    /** The code flow with PKCE, by the forms that a browser would show. */
    Came signIn(String clientId, String persona, String password) {
        HttpResponse<String> page = followed(get(endpoint("authorization_endpoint") + "?" + form(question(clientId))));
        Matcher action = FORM.matcher(page.body());
        if (!action.find()) {
            return came(page);
        }
        URI where = URI.create(action.group(1).replace("&amp;", "&"));
        return came(followed(send(HttpRequest.newBuilder(where)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(Map.of("username", persona, "password", password)))))));
    }

    /** The same without a proof that the code comes back to who asked for it. */
    Came askedWithoutPkce(String clientId) {
        var question = new LinkedHashMap<>(question(clientId));
        question.keySet().removeIf(name -> name.startsWith("code_challenge"));
        return came(followed(get(endpoint("authorization_endpoint") + "?" + form(question))));
    }

    /** Exchanges a code, as a client that has a secret. */
    HttpResponse<String> redeem(String clientId, String code) {
        return post("token_endpoint", redeeming(clientId, code, Map.of("client_secret", secret)));
    }

    /** Exchanges a code, as a client that has a certificate. */
    HttpResponse<String> redeemByCertificate(String clientId, String code) {
        return post("token_endpoint", redeeming(clientId, code, Map.of()));
    }

    /** A request of a client that has a secret. */
    HttpResponse<String> asked(String endpoint, String clientId, Map<String, String> words) {
        var all = new LinkedHashMap<>(words);
        all.put("client_id", clientId);
        all.put("client_secret", secret);
        return post(endpoint, all);
    }

    HttpResponse<String> userinfo(String accessToken) {
        return send(HttpRequest.newBuilder(URI.create(endpoint("userinfo_endpoint")))
                .header("Authorization", "Bearer " + accessToken)
                .GET());
    }

    /** Signs in and gives the tokens. */
    JsonNode tokens(String clientId, String persona) {
        Came came = signIn(clientId, persona, "range");
        String code = came.code().orElseThrow(() -> new AssertionError("no code: " + came.words()));
        HttpResponse<String> answer = redeem(clientId, code);
        if (answer.statusCode() != 200) {
            throw new AssertionError("no tokens: " + answer.body());
        }
        return json(answer.body());
    }

    /** The claims of a token that one of the published keys verifies; empty when none has its name, or when it does not verify. */
    static Optional<JsonNode> verified(String token, JsonNode keys) throws GeneralSecurityException {
        String[] parts = token.split("\\.", -1);
        String kid = json(decoded(parts[0])).path("kid").asText();
        for (JsonNode key : keys.path("keys")) {
            if (key.path("kid").asText().equals(kid)) {
                var verifier = Signature.getInstance("SHA256withRSA");
                verifier.initVerify(KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(number(key.path("n")), number(key.path("e")))));
                verifier.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
                return verifier.verify(Base64.getUrlDecoder().decode(parts[2]))
                        ? Optional.of(json(decoded(parts[1])))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(text, failure);
        }
    }

    private Map<String, String> question(String clientId) {
        var question = new LinkedHashMap<String, String>();
        question.put("client_id", clientId);
        question.put("redirect_uri", callback);
        question.put("response_type", "code");
        question.put("scope", "openid scope_all");
        question.put("state", "a-state");
        question.put("nonce", "a-nonce");
        question.put("acr_values", "eidas1");
        question.put("code_challenge", challenge());
        question.put("code_challenge_method", "S256");
        return question;
    }

    private Map<String, String> redeeming(String clientId, String code, Map<String, String> more) {
        var words = new LinkedHashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                clientId,
                "code",
                code,
                "redirect_uri",
                callback,
                "code_verifier",
                VERIFIER));
        words.putAll(more);
        return words;
    }

    private HttpResponse<String> post(String endpoint, Map<String, String> words) {
        return send(HttpRequest.newBuilder(URI.create(endpoint(endpoint)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(words))));
    }

    private Came came(HttpResponse<String> last) {
        String location = last.headers().firstValue("Location").orElse("");
        String query = location.contains("?") ? location.substring(location.indexOf('?') + 1) : "";
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith("code=")) {
                return new Came(Optional.of(URLDecoder.decode(pair.substring(5), UTF_8)), location);
            }
        }
        return new Came(Optional.empty(), location.isEmpty() ? last.body() : URLDecoder.decode(location, UTF_8));
    }

    /** As a browser does, but for the last step, which leads to us. */
    private HttpResponse<String> followed(HttpResponse<String> answer) {
        HttpResponse<String> last = answer;
        for (Optional<String> next = last.headers().firstValue("Location");
                next.isPresent() && !next.get().startsWith(callback);
                next = last.headers().firstValue("Location")) {
            last = get(next.get());
        }
        return last;
    }

    private String endpoint(String name) {
        return discovery().path(name).asText();
    }

    private HttpResponse<String> get(String uri) {
        return send(HttpRequest.newBuilder(URI.create(uri)).GET());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(90)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String form(Map<String, String> words) {
        List<String> pairs = new ArrayList<>();
        words.forEach(
                (name, value) -> pairs.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8)));
        return String.join("&", pairs);
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static BigInteger number(JsonNode octets) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(octets.asText()));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), UTF_8);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
