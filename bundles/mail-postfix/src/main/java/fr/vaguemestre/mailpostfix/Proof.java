package fr.vaguemestre.mailpostfix;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The login name that carries a proven peer from the edge to the policy, {@code <peer id>.<unix seconds>.<HMAC-SHA256>}:
 * whoever reaches the smtpd behind the edge without the edge cannot make one.
 */
final class Proof {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{64})\\.([0-9]{1,12})\\.([0-9a-f]{64})");

    private final SecretKeySpec key;

    /** Signs with that key, at least 16 bytes. */
    Proof(byte[] key) {
        if (key.length < 16) {
            throw new IllegalArgumentException("the key of the proof is too short");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The login name of that peer. */
    String of(String peerId, Instant now) {
        String claim = peerId + "." + now.getEpochSecond();
        return claim + "." + HexFormat.of().formatHex(mac(claim));
    }

    /** The peer that the login name proves, if it was made here within the last hour. */
    Optional<String> peer(String login, Instant now) {
        var form = FORM.matcher(login);
        if (!form.matches()) {
            return Optional.empty();
        }
        byte[] shown = HexFormat.of().parseHex(form.group(3));
        if (!MessageDigest.isEqual(mac(form.group(1) + "." + form.group(2)), shown)) {
            return Optional.empty();
        }
        Instant made = Instant.ofEpochSecond(Long.parseLong(form.group(2)));
        boolean current = !made.isAfter(now.plus(SKEW)) && !made.plus(LIFE).isBefore(now);
        return current ? Optional.of(form.group(1)) : Optional.empty();
    }

    private byte[] mac(String claim) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(claim.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
