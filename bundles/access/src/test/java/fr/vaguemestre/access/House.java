package fr.vaguemestre.access;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.NewUser;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.User;
import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.store.TestStore;
import fr.vaguemestre.testkit.Configs;
import fr.vaguemestre.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Access over a real database, with two structures and their mailboxes, and a clock that the test moves. */
final class House implements AutoCloseable {
    static final String A = "750000001";
    static final String B = "2A0000002";
    static final String PASSWORD = "correct horse battery";

    final TestStore store = TestStore.with(new AuditSchema(), new AccessSchema());
    final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    final Neighbours neighbours = new Neighbours();
    final AccessConfig config;
    final Revocations revocations;
    final LocalAuthService auth;
    final LocalUserService users;

    House() throws IOException, NoSuchAlgorithmException {
        Path folder = Files.createTempDirectory("access");
        Path admin = Files.writeString(folder.resolve("admin"), PASSWORD + "\n");
        config = Configs.of(
                AccessConfig.class, Map.of("keyFile", key(folder).toString(), "adminFile", admin.toString()));
        revocations = revocations();
        auth = auth(revocations);
        users = new LocalUserService(
                store.work(),
                store.factory("access"),
                revocations,
                clock,
                config,
                neighbours.tenancy(),
                neighbours.bal());
        firstAdministrator();
    }

    Revocations revocations() {
        return new Revocations(store.work(), store.factory("access"), clock);
    }

    LocalAuthService auth(Revocations known) throws IOException {
        return new LocalAuthService(store.work(), store.factory("access"), known, clock, config);
    }

    FirstAdministratorJob firstAdministrator() {
        return new FirstAdministratorJob(store.work(), store.factory("access"), clock, config);
    }

    User user(String username, String... mailboxes) {
        return users.create(
                TestStore.superAdmin(),
                new NewUser(username, PASSWORD, Set.of(Role.USER), Set.of(), Set.of(mailboxes), Optional.empty()));
    }

    User domainAdmin(String username, String... domains) {
        return users.create(
                TestStore.superAdmin(),
                new NewUser(
                        username, PASSWORD, Set.of(Role.DOMAIN_ADMIN), Set.of(domains), Set.of(), Optional.empty()));
    }

    /** Who that user is once signed in. */
    Caller signedIn(String username) {
        return auth.authenticate(auth.login(username, PASSWORD, "here", "c").accessToken(), "c");
    }

    String audited(String action) {
        return store.look("SELECT count(*) FROM vm.audit_entry WHERE action = '" + action + "'");
    }

    static Path key(Path folder) throws IOException, NoSuchAlgorithmException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String base64 = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return Files.writeString(
                folder.resolve("jwt.key"), "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
    }

    @Override
    public void close() {
        store.close();
    }
}
