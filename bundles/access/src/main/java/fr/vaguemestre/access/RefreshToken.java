package fr.vaguemestre.access;

import fr.vaguemestre.api.problem.Unauthenticated;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A refresh token: opaque to clients. It names the tenant whose rows know it, so that it is looked for under row security;
 * that is no secret, and with another tenant its hash is simply not found.
 *
 * @param text what the client keeps
 * @param tenant where its hash is stored
 */
record RefreshToken(String text, String tenant) {
    private static final int SECRET_BYTES = 32;
    private static final Pattern FORM = Pattern.compile("vmr1\\.([0-9][0-9AB][0-9]{7})\\.[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A fresh one. */
    static RefreshToken fresh(String tenant) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new RefreshToken(
                "vmr1." + tenant + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(secret), tenant);
    }

    /**
     * The token that a client presents.
     *
     * @throws Unauthenticated {@code access.refresh} if it cannot be one of ours
     */
    static RefreshToken of(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw refused();
        }
        return new RefreshToken(text, parts.group(1));
    }

    /** What is stored: hex SHA-256; enough for 256 random bits. */
    String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What is told of any token that is not good. */
    static Unauthenticated refused() {
        return new Unauthenticated("access.refresh", "the refresh token is not valid, or no longer");
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "RefreshToken[" + tenant + "]";
    }
}
