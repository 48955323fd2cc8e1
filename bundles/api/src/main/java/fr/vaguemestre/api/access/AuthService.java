package fr.vaguemestre.api.access;

import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.TooMany;
import fr.vaguemestre.api.problem.Unauthenticated;
import org.osgi.annotation.versioning.ProviderType;

/** Proves who a caller is: passwords, access tokens, rotating refresh tokens. */
@ProviderType
public interface AuthService {
    /**
     * Signs in with a password. Failures are counted per account and origin in the database and audited.
     *
     * @param origin network address of the client, as told by the edge
     * @throws Unauthenticated {@code access.credentials} if the name or the password is wrong, in the same time for both
     * @throws TooMany {@code access.locked} after five failures, for a time that grows
     */
    Tokens login(String username, String password, String origin, String correlationId);

    /**
     * Changes a refresh token for a new pair. A token used twice revokes its whole family.
     *
     * @throws Unauthenticated {@code access.refresh} if the token is unknown, used, revoked or too old
     */
    Tokens refresh(String refreshToken, String correlationId);

    /** Ends the session that the caller's token belongs to; its access tokens are refused from then on. */
    void logout(String accessToken, String correlationId);

    /**
     * Changes the caller's own password. Every other session of the account ends, and mail programs are signed out; the
     * session of the token goes on. Wrong current passwords are counted with the failed sign-ins of account and origin.
     *
     * @param origin network address of the client, as told by the edge
     * @throws Unauthenticated {@code access.token} as {@link #authenticate} throws it
     * @throws Invalid {@code access.password-wrong} at {@code currentPassword}; {@code access.password-invalid} with {@code
     *     access.password-length}, {@code access.password-common} or {@code access.password-same} at {@code newPassword}
     * @throws TooMany {@code access.locked} after five failures, for a time that grows
     */
    void changePassword(String accessToken, PasswordChange change, String origin, String correlationId);

    /**
     * Who presents that access token.
     *
     * @throws Unauthenticated {@code access.token} if it is malformed, foreign, expired or revoked
     */
    Caller authenticate(String accessToken, String correlationId);
}
