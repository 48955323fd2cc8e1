package fr.vaguemestre.rest;

import fr.vaguemestre.api.access.AuthService;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.PasswordChange;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.Tokens;
import fr.vaguemestre.api.problem.Unauthenticated;
import java.util.Optional;
import java.util.Set;

/** Knows everybody but {@code bad}. */
final class Doorkeeper implements AuthService {
    @Override
    public Tokens login(String username, String password, String origin, String correlationId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Tokens refresh(String refreshToken, String correlationId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void logout(String accessToken, String correlationId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void changePassword(String accessToken, PasswordChange change, String origin, String correlationId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Caller authenticate(String accessToken, String correlationId) {
        if (accessToken.equals("bad")) {
            throw new Unauthenticated("access.token", "no");
        }
        return new Caller(
                accessToken, "alice", Optional.of("750000001"), Set.of(Role.USER), Set.of(), Set.of(), correlationId);
    }
}
