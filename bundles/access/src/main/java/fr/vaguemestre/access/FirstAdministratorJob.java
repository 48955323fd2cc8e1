package fr.vaguemestre.access;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.UnitOfWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the account {@code admin} at the first start, when there is no super administrator yet. */
@Component(service = FirstAdministratorJob.class, configurationPid = "fr.vaguemestre.access", immediate = true)
public final class FirstAdministratorJob {
    static final String USERNAME = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministratorJob.class);
    private static final Caller MAKER = new Caller(
            "system", "Vaguemestre", Optional.empty(), Set.of(Role.SUPER_ADMIN), Set.of(), Set.of(), "first-start");

    /** Looks, and makes the account if need be. */
    @Activate
    public FirstAdministratorJob(
            @Reference UnitOfWork work,
            @Reference(target = "(osgi.unit.name=access)") EntityManagerFactory factory,
            @Reference Clock clock,
            AccessConfig config) {
        long known = work.readAll(MAKER, factory, scope -> UserRepository.superAdministrators(scope.connection()));
        Path file = Path.of(config.adminFile());
        if (known > 0) {
            return;
        }
        if (!Files.isReadable(file)) {
            LOG.error("no super administrator, and no first password in {}: see access:create-admin", file);
            return;
        }
        try {
            make(work, factory, clock, Files.readString(file).strip());
            LOG.info("the account {} was made with the password of {}", USERNAME, file);
        } catch (IOException e) {
            LOG.error("the first password cannot be read from {}", file, e);
        } catch (Conflict taken) {
            LOG.info("another node made the account {}", USERNAME);
        }
    }

    private static void make(UnitOfWork work, EntityManagerFactory factory, Clock clock, String password) {
        var account = new Account(
                Caller.PLATFORM,
                UUID.randomUUID().toString(),
                USERNAME,
                new Argon2id().hash(password),
                Set.of(Role.SUPER_ADMIN),
                Set.of(),
                Set.of(),
                Optional.empty(),
                true,
                clock.instant());
        var act = new Act("access.user-create", USERNAME, "first super administrator");
        work.write(MAKER.in(Caller.PLATFORM), factory, act, scope -> {
            scope.refuseAs("access_user_username", () -> new Conflict("access.username-taken", "admin is there"));
            UserRepository.insert(scope.connection(), account);
            return true;
        });
    }
}
