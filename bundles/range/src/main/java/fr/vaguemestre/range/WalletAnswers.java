package fr.vaguemestre.range;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** What the door of Pro Santé Connect changes in the answers that it hands on: one address, and what faults say. */
final class WalletAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SOMEBODY = "899700219999";
    private static final List<String> OF_THE_KEY = List.of("x5c", "x5t", "x5t#S256");

    private final String strangersModulus = strangersModulus();

    /** The discovery document, with the address for browsers that Pro Santé Connect has on a host of its own. */
    byte[] discovery(byte[] document, String authorize) throws IOException {
        if (!(JSON.readTree(document) instanceof ObjectNode facts)) {
            return document;
        }
        facts.put("authorization_endpoint", authorize);
        return JSON.writeValueAsBytes(facts);
    }

    /** The published keys (RFC 7517). */
    byte[] keys(byte[] document, Set<Fault> on) throws IOException {
        JsonNode set = JSON.readTree(document);
        for (JsonNode one : set.path("keys")) {
            if (one instanceof ObjectNode key) {
                if (on.contains(Fault.PSC_WRONG_KID)) {
                    key.put("kid", "autre-" + key.path("kid").asText());
                }
                if (on.contains(Fault.PSC_FOREIGN_KEY)
                        && key.path("kty").asText().equals("RSA")) {
                    key.put("n", strangersModulus).put("e", "AQAB").remove(OF_THE_KEY);
                }
            }
        }
        return JSON.writeValueAsBytes(set);
    }

    /** What is said of the person; signed or enciphered it stays as it is. */
    byte[] person(byte[] document, Set<Fault> on) throws IOException {
        if (!on.contains(Fault.PSC_OTHER_PERSON) || document.length == 0 || document[0] != '{') {
            return document;
        }
        if (JSON.readTree(document) instanceof ObjectNode person) {
            person.put("sub", "somebody-else").put("SubjectNameID", SOMEBODY).put("preferred_username", SOMEBODY);
            return JSON.writeValueAsBytes(person);
        }
        return document;
    }

    private static String strangersModulus() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] modulus = ((RSAPublicKey) generator.generateKeyPair().getPublic())
                    .getModulus()
                    .toByteArray();
            // Its first octet is the sign.
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOfRange(modulus, 1, modulus.length));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
