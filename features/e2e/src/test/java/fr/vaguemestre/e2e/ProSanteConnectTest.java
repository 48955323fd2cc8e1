package fr.vaguemestre.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Await;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The range's Pro Santé Connect itself: what a relying party can count on there, and what its faults are. */
class ProSanteConnectTest {
    private static final String US = "vaguemestre";

    @Test
    void discoveryNamesWhatThereIs() {
        var psc = ProSanteConnect.open();
        JsonNode facts = psc.discovery();
        assertThat(psc.issuer()).startsWith("https://localhost:").endsWith("/auth/realms/esante-wallet");
        assertThat(facts.path("authorization_endpoint").asText())
                .as("browsers go to another host than the issuer's")
                .matches("https://127\\.0\\.0\\.1:\\d+/auth");
        for (String name : new String[] {"token", "userinfo", "end_session", "introspection"}) {
            assertThat(facts.path(name + "_endpoint").asText()).startsWith(psc.issuer() + "/protocol/openid-connect/");
        }
        assertThat(psc.keys().path("keys").findValuesAsText("alg")).contains("RS256");
    }

    @Test
    void aProfessionalSignsInAndTheTokensSayWhoItIs() throws Exception {
        var psc = ProSanteConnect.open();
        JsonNode tokens = psc.tokens(US, "kit.doc");

        assertThat(tokens.path("expires_in").asInt()).isBetween(100, 120);
        JsonNode id = ProSanteConnect.verified(tokens.path("id_token").asText(), psc.keys())
                .orElseThrow();
        assertThat(id.path("iss").asText()).isEqualTo(psc.issuer());
        assertThat(id.path("aud").asText()).isEqualTo(US);
        assertThat(id.path("azp").asText()).isEqualTo(US);
        assertThat(id.path("nonce").asText()).isEqualTo("a-nonce");
        assertThat(id.path("acr").asText()).isEqualTo("eidas1");
        assertThat(id.path("SubjectNameID").asText()).isEqualTo("899700218896");

        String access = tokens.path("access_token").asText();
        JsonNode person = ProSanteConnect.json(psc.userinfo(access).body());
        assertThat(person.path("sub").asText()).isEqualTo(id.path("sub").asText());
        assertThat(person.path("preferred_username").asText()).isEqualTo("899700218896");
        assertThat(person.path("SubjectRole").path(0).asText()).isEqualTo("10^1.2.250.1.213.1.1.5.5");
        assertThat(person.path("family_name").asText()).isEqualTo("DOC");
        assertThat(person.at("/otherIds/0/origine").asText()).isEqualTo("RPPS");
        assertThat(person.at("/SubjectRefPro/exercices/0/codeProfession").asText())
                .isEqualTo("10");

        JsonNode told = ProSanteConnect.json(
                psc.asked("introspection_endpoint", US, Map.of("token", access)).body());
        assertThat(told.path("active").asBoolean()).isTrue();
        assertThat(told.path("SubjectNameID").asText()).isEqualTo("899700218896");
    }

    @Test
    void whoDoesNotKnowThePasswordOrSendsNoProofGetsNoCode() {
        var psc = ProSanteConnect.open();
        assertThat(psc.signIn(US, "kit.doc", "guessed").code()).isEmpty();
        assertThat(psc.askedWithoutPkce(US).code()).isEmpty();
        assertThat(psc.askedWithoutPkce(US).words()).contains("code_challenge_method");
        ProSanteConnect.Came came = psc.signIn(US, "ada.inf", "range");
        assertThat(psc.redeem("lps", came.code().orElseThrow()).statusCode())
                .as("a code of another client")
                .isEqualTo(400);
    }

    @Test
    void otherIdentitiesAndLevels() throws Exception {
        var psc = ProSanteConnect.open();
        JsonNode adeli = ProSanteConnect.json(
                psc.userinfo(psc.tokens(US, "ade.kine").path("access_token").asText())
                        .body());
        assertThat(adeli.path("SubjectNameID").asText()).isEqualTo("0759900011");
        assertThat(adeli.at("/otherIds/0/origine").asText()).isEqualTo("ADELI");
        var other = ProSanteConnect.open();
        JsonNode card = ProSanteConnect.verified(
                        other.tokens(US, "luc.carte").path("id_token").asText(), other.keys())
                .orElseThrow();
        assertThat(card.path("acr").asText()).isEqualTo("eidas2");
    }

    @Test
    void aCertificateOfTheIgcIsAClientsSecret() {
        var ours = ProSanteConnect.showing("client-psc");
        String client = US + "-mtls";
        String code = ours.signIn(client, "kit.doc", "range").code().orElseThrow();
        HttpResponse<String> answer = ours.redeemByCertificate(client, code);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var other = ProSanteConnect.showing("applicatif");
        code = other.signIn(client, "kit.doc", "range").code().orElseThrow();
        assertThat(other.redeemByCertificate(client, code).statusCode())
                .as("another certificate of the IGC")
                .isIn(400, 401);
        var none = ProSanteConnect.open();
        code = none.signIn(client, "kit.doc", "range").code().orElseThrow();
        assertThat(none.redeemByCertificate(client, code).statusCode()).isIn(400, 401);
    }

    @Test
    void whatIsSaidOfAPersonCanBeSignedAndEnciphered() throws Exception {
        var psc = ProSanteConnect.open();
        HttpResponse<String> signed = psc.userinfo(
                psc.tokens(US + "-jwt", "kit.doc").path("access_token").asText());
        assertThat(signed.headers().firstValue("Content-Type").orElse("")).startsWith("application/jwt");
        assertThat(ProSanteConnect.verified(signed.body(), psc.keys())
                        .orElseThrow()
                        .path("SubjectNameID")
                        .asText())
                .isEqualTo("899700218896");
        var other = ProSanteConnect.open();
        HttpResponse<String> enciphered = other.userinfo(
                other.tokens(US + "-jwe", "ada.inf").path("access_token").asText());
        Optional<JsonNode> person = ProSanteConnect.verified(deciphered(enciphered.body()), other.keys());
        assertThat(person.orElseThrow().path("SubjectNameID").asText()).isEqualTo("899700218904");
    }

    @Test
    void whoHasATelephoneNeedsNoBrowser() {
        var psc = ProSanteConnect.open();
        assertThat(decoupled(psc, "sans.bal").path("access_token").asText()).isNotEmpty();
        assertThat(decoupled(psc, "luc.carte").path("error").asText()).isEqualTo("access_denied");
    }

    @Test
    void faultsOfItsKeysAndWhetherItAnswers() throws Exception {
        var psc = ProSanteConnect.open();
        String token = psc.tokens(US, "kit.doc").path("id_token").asText();
        for (String fault : new String[] {"psc-wrong-kid", "psc-foreign-key"}) {
            RangeFault.during(
                    fault, () -> assertThat(verified(token, psc)).as(fault).isEmpty());
        }
        RangeFault.during(
                "psc-down", () -> assertThatThrownBy(psc::discovery).isInstanceOf(UncheckedIOException.class));
        assertThat(verified(token, psc)).isPresent();
    }

    @Test
    void itsKeysChangeAndSessionsEnd() throws Exception {
        var psc = ProSanteConnect.open();
        JsonNode before = psc.tokens(US, "kit.doc");
        Machine.script("range", "psc", "rotate-keys").expectOk();
        assertThat(verified(before.path("id_token").asText(), psc))
                .as("the last key stays")
                .isPresent();
        JsonNode after = ProSanteConnect.json(refreshed(psc, before).body());
        assertThat(kid(after)).isNotEqualTo(kid(before));
        assertThat(verified(after.path("id_token").asText(), psc)).isPresent();

        Machine.script("range", "psc", "sign-out", "kit.doc").expectOk();
        assertThat(refreshed(psc, after).statusCode()).isEqualTo(400);
        assertThat(psc.userinfo(after.path("access_token").asText()).statusCode())
                .isEqualTo(401);
        assertThat(Machine.script("range", "psc", "sign-out", "no.body").status())
                .isNotZero();
    }

    private static HttpResponse<String> refreshed(ProSanteConnect psc, JsonNode tokens) {
        return psc.asked(
                "token_endpoint",
                US,
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.path("refresh_token").asText()));
    }

    private static JsonNode decoupled(ProSanteConnect psc, String persona) {
        JsonNode begun = ProSanteConnect.json(psc.asked(
                        "backchannel_authentication_endpoint",
                        "lps",
                        Map.of("scope", "openid scope_all", "login_hint", persona, "binding_message", "42"))
                .body());
        String request = begun.path("auth_req_id").asText();
        assertThat(request).as(begun.toString()).isNotEmpty();
        var last = new JsonNode[] {begun};
        Await.until("an answer of the telephone", ProSanteConnect.SOON, () -> {
            last[0] = ProSanteConnect.json(psc.asked(
                            "token_endpoint",
                            "lps",
                            Map.of("grant_type", "urn:openid:params:grant-type:ciba", "auth_req_id", request))
                    .body());
            String error = last[0].path("error").asText();
            return !error.equals("authorization_pending") && !error.equals("slow_down");
        });
        return last[0];
    }

    private static Optional<JsonNode> verified(String token, ProSanteConnect psc) {
        try {
            return ProSanteConnect.verified(token, psc.keys());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String kid(JsonNode tokens) {
        String head = tokens.path("id_token").asText().split("\\.", -1)[0];
        return ProSanteConnect.json(new String(Base64.getUrlDecoder().decode(head), UTF_8))
                .path("kid")
                .asText();
    }

    /** RSA-OAEP-256 and A256GCM (RFC 7518), with the key of the range's leaf {@code client-psc}. */
    private static String deciphered(String jwe) throws Exception {
        String[] parts = jwe.split("\\.", -1);
        Path pem = World.appliance().igc().resolve("client-psc.key");
        String text = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        PrivateKey key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        var unwrap = Cipher.getInstance("RSA/ECB/OAEPPadding");
        unwrap.init(
                Cipher.DECRYPT_MODE,
                key,
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        Base64.Decoder octets = Base64.getUrlDecoder();
        var decipher = Cipher.getInstance("AES/GCM/NoPadding");
        decipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(unwrap.doFinal(octets.decode(parts[1])), "AES"),
                new GCMParameterSpec(128, octets.decode(parts[2])));
        decipher.updateAAD(parts[0].getBytes(UTF_8));
        decipher.update(octets.decode(parts[3]));
        return new String(decipher.doFinal(octets.decode(parts[4])), UTF_8);
    }
}
