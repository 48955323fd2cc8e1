package fr.vaguemestre.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** Tokens as the webmail gets them, and as an intruder would like to make them. */
final class MailToken {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private MailToken() {}

    /** What a good token of that account for that mailbox says. */
    static Map<String, Object> claims(String subject, String mailbox) {
        long now = Instant.now().getEpochSecond();
        return Json.object(
                "iss",
                "vaguemestre-mail",
                "aud",
                "dovecot",
                "sub",
                subject,
                "bal",
                mailbox,
                "iat",
                now,
                "exp",
                now + 60);
    }

    /** Signed with the appliance's own key. */
    static String signed(Map<String, Object> claims) {
        return signed(claims, ownKey());
    }

    /** Signed with any key, under the name of the right one. */
    static String signed(Map<String, Object> claims, PrivateKey key) {
        String head = encoded(Json.object("alg", "RS256", "kid", "mail")) + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(head.getBytes(StandardCharsets.US_ASCII));
            return head + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Says that it needs no signature. */
    static String unsigned(Map<String, Object> claims) {
        return encoded(Json.object("alg", "none", "kid", "mail")) + "." + encoded(claims) + ".";
    }

    /** The answer of IMAP to a token, with {@code OAUTHBEARER} or {@code XOAUTH2}. */
    static Imap.Response imap(String mechanism, String mailbox, String token) {
        try (Imap imap = Imap.connect(World.appliance().address("imap"))) {
            imap.startTls(World.appliance().trust()).expectOk();
            Imap.Response answer = imap.authenticate(mechanism, initial(mechanism, mailbox, token));
            return answer.ok() ? imap.command("SELECT INBOX") : answer;
        }
    }

    /** The answer of submission to a token. */
    static Reply submission(String mechanism, String mailbox, String token) {
        try (Smtp smtp = Smtp.connect(World.appliance().address("submission"))) {
            smtp.say("EHLO client.test").expect(250);
            smtp.startTls(World.appliance().trust()).expect(250);
            Reply answer = smtp.say("AUTH " + mechanism + " " + initial(mechanism, mailbox, token));
            return answer.code() == 334 ? smtp.say("") : answer;
        }
    }

    private static String initial(String mechanism, String mailbox, String token) {
        String text = mechanism.equals("XOAUTH2")
                ? "user=" + mailbox + "\u0001auth=Bearer " + token + "\u0001\u0001"
                : "n,a=" + mailbox + ",\u0001auth=Bearer " + token + "\u0001\u0001";
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static PrivateKey ownKey() {
        String pem =
                Machine.shell("cat \"$VM_STATE/secrets/jwt.key\"").expectOk().out();
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String encoded(Map<String, Object> object) {
        try {
            return URL.encodeToString(new ObjectMapper().writeValueAsBytes(object));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
