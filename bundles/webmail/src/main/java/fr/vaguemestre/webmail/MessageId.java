package fr.vaguemestre.webmail;

import fr.vaguemestre.api.access.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** Message-ID headers. */
final class MessageId {
    private MessageId() {}

    /** A new one in the mailbox's domain; under a key, always the same. */
    static String of(Caller caller, String address, Optional<String> key) {
        String local = key.map(given -> digest(caller.subject() + '\n' + address + '\n' + given))
                .orElseGet(() -> UUID.randomUUID().toString());
        return "<" + local + address.substring(address.indexOf('@')) + ">";
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
