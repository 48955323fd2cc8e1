package fr.vaguemestre.api.access;

import java.time.Duration;

/**
 * What a sign-in gives.
 *
 * @param accessToken signed JWT (RS256), sent as {@code Authorization: Bearer}
 * @param refreshToken opaque, usable once; gives the next pair
 * @param expiresIn life of the access token
 */
public record Tokens(String accessToken, String refreshToken, Duration expiresIn) {
    /** Keeps the secrets out of logs. */
    @Override
    public String toString() {
        return "Tokens[expiresIn=" + expiresIn + "]";
    }
}
