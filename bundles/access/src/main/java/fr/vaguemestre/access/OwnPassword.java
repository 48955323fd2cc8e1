package fr.vaguemestre.access;

import fr.vaguemestre.access.Lockout.Candidate;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.PasswordChange;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.UnitOfWork;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.persistence.EntityManagerFactory;

/**
 * Lets people change their own password. The current one is asked for although the caller is signed in: an open console, or a
 * stolen access token, must not be enough to take an account over.
 */
final class OwnPassword {
    private final UnitOfWork work;
    private final EntityManagerFactory factory;
    private final Revocations revocations;
    private final Clock clock;
    private final Passwords passwords;
    private final Lockout lockout;

    OwnPassword(
            UnitOfWork work,
            EntityManagerFactory factory,
            Revocations revocations,
            Clock clock,
            Passwords passwords,
            Lockout lockout) {
        this.work = work;
        this.factory = factory;
        this.revocations = revocations;
        this.clock = clock;
        this.passwords = passwords;
        this.lockout = lockout;
    }

    /**
     * Changes it.
     *
     * @param owner the caller, within the tenant of its account
     * @param session the one that goes on
     */
    void change(Caller owner, String session, PasswordChange change, String origin) {
        checkForm(change, owner.displayName());
        Candidate candidate = lockout.find(owner.displayName(), origin);
        Account account = candidate
                .account()
                .filter(found -> found.active() && found.id().equals(owner.subject()))
                .orElseThrow(AccessTokens::refused);
        lockout.refuseWhileLocked(candidate);
        if (!isRight(change.currentPassword(), account)) {
            lockout.count(owner, candidate, new Act("access.password-refused", account.username(), "from " + origin));
            throw wrong();
        }
        String hash = passwords.hash(change.newPassword());
        var act = new Act("access.password-change", account.username(), "from " + origin);
        Set<String> ended = work.write(owner, factory, act, scope -> {
            Connection connection = scope.connection();
            if (!UserRepository.changePassword(connection, account, hash)) {
                throw wrong(); // somebody else changed it meanwhile
            }
            AttemptRepository.clear(connection, account.username(), origin);
            MailAccess.changed(scope, account.mailboxes());
            return SessionRepository.endOthers(connection, account.id(), session, clock.instant());
        });
        revocations.announce(ended);
    }

    private boolean isRight(String password, Account account) {
        return !PasswordRules.nobodys(password)
                && passwords.within(() -> passwords.verify(password, account.password()));
    }

    private static void checkForm(PasswordChange change, String username) {
        Optional<FieldError> wrong = change.newPassword().equals(change.currentPassword())
                ? Optional.of(new FieldError("newPassword", "access.password-same", "it is the password of before"))
                : PasswordRules.wrong("newPassword", change.newPassword(), username);
        wrong.ifPresent(error -> {
            throw new Invalid("access.password-invalid", error.detail(), List.of(error));
        });
    }

    private static Invalid wrong() {
        return Invalid.field("currentPassword", "access.password-wrong", "this is not the password of now");
    }
}
