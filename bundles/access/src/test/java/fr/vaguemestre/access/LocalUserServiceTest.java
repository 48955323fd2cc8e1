package fr.vaguemestre.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.NewUser;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.User;
import fr.vaguemestre.api.access.UserChange;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.store.TestStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalUserServiceTest {
    private static House house;
    private final Caller root = TestStore.superAdmin();
    private final Caller adminOfA = TestStore.domainAdmin(House.A, "a.test");
    private final Caller adminOfB = TestStore.domainAdmin(House.B, "b.test");

    @BeforeAll
    static void build() throws Exception {
        house = new House();
    }

    @AfterAll
    static void end() {
        house.close();
    }

    @BeforeEach
    void empty() {
        house.store.tamper("DELETE FROM vm.access_user WHERE username <> 'admin'");
    }

    @Test
    void anAccountBelongsToTheTenantOfItsMailboxes() {
        User made = house.users.create(adminOfA, wanted("Zoe", Set.of(Role.USER), Set.of(), Set.of("Zoe@a.test")));
        assertThat(made.tenant()).contains(House.A);
        assertThat(made.username()).isEqualTo("zoe");
        assertThat(made.mailboxes()).containsExactly("zoe@a.test");
        assertThat(house.users.get(adminOfA, made.id())).isEqualTo(made);
        assertThat(house.users.get(root, made.id())).isEqualTo(made);
    }

    @Test
    void theCredentialOfItsMailboxesIsWhatDovecotReads() throws SQLException {
        User made = house.user("zoe", "zoe@a.test");
        assertThat(credential("zoe@a.test")).startsWith("{ARGON2ID}$argon2id$v=19$m=19456,t=2,p=1$");
        house.users.change(root, made.id(), change().active(false).build());
        assertThat(credential("zoe@a.test")).isEqualTo("no row");
        try (var reader = house.store.as("mail_ro")) {
            assertThatThrownBy(() -> TestStore.first(reader, "SELECT password FROM vm.access_user"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void whatIsWrongIsToldFieldByField() {
        fields("username access.username-malformed", wanted("a b", Set.of(Role.USER), Set.of(), Set.of("x@a.test")));
        fields("username access.username-malformed", wanted("ab", Set.of(Role.USER), Set.of(), Set.of("x@a.test")));
        fields(
                "password access.password-length",
                new NewUser("zoe", "short", Set.of(Role.USER), Set.of(), Set.of("x@a.test"), Optional.empty()));
        fields(
                "rpps access.rpps-malformed",
                new NewUser("zoe", House.PASSWORD, Set.of(Role.USER), Set.of(), Set.of("x@a.test"), Optional.of("12")));
        fields("roles access.roles-missing", wanted("zoe", Set.of(), Set.of(), Set.of("x@a.test")));
        fields("mailboxes access.nothing-given", wanted("zoe", Set.of(Role.USER), Set.of(), Set.of()));
        fields(
                "domains access.domains-missing",
                wanted("zoe", Set.of(Role.DOMAIN_ADMIN), Set.of(), Set.of("x@a.test")));
        fields("domains access.domain-unknown", wanted("zoe", Set.of(Role.DOMAIN_ADMIN), Set.of("c.test"), Set.of()));
        fields("mailboxes access.mailbox-unknown", wanted("zoe", Set.of(Role.USER), Set.of(), Set.of("none@a.test")));
        fields("mailboxes access.mailbox-app", wanted("zoe", Set.of(Role.USER), Set.of(), Set.of("app@a.test")));
        fields("mailboxes access.mailbox-closed", wanted("zoe", Set.of(Role.USER), Set.of(), Set.of("closed@a.test")));
        fields(
                "domains access.several-tenants",
                wanted("zoe", Set.of(Role.DOMAIN_ADMIN), Set.of("a.test", "b.test"), Set.of()));
        fields("roles access.super-admin-alone", wanted("zoe", Set.of(Role.SUPER_ADMIN), Set.of("a.test"), Set.of()));
        assertThat(house.store.look("SELECT count(*) FROM vm.access_user")).isEqualTo("1");
    }

    @Test
    void aNameAndAMailboxAreTakenOnce() {
        house.user("zoe", "zoe@a.test");
        refused("access.username-taken", () -> house.user("zoe", "b@b.test"));
        refused("access.mailbox-has-login", () -> house.user("other", "zoe@a.test"));
        User third = house.user("third", "third@a.test");
        refused(
                "access.mailbox-has-login",
                () -> house.users.change(
                        root,
                        third.id(),
                        change().mailboxes("third@a.test", "zoe@a.test").build()));
        assertThat(house.users.get(root, third.id()).mailboxes()).containsExactly("third@a.test");
    }

    @Test
    void whoDecidesAboutTheQuarantineIsNamedByWhoMay() {
        var both = wanted("zoe", Set.of(Role.DOMAIN_ADMIN, Role.QUARANTINE), Set.of("a.test"), Set.of());
        refused("access.role", () -> house.users.create(adminOfA, both));
        User zoe = house.users.create(root, both);
        refused(
                "access.role",
                () -> house.users.change(
                        adminOfA, zoe.id(), change().active(false).build()));
        Caller officer = new Caller("zoe", "Zoe", adminOfA.tenant(), zoe.roles(), adminOfA.domains(), Set.of(), "1");
        assertThat(house.users
                        .create(officer, wanted("yan", both.roles(), Set.of("a.test"), Set.of()))
                        .roles())
                .contains(Role.QUARANTINE);
    }

    @Test
    void aDomainAdministratorGivesNoMoreThanItHas() {
        refused(
                "access.role",
                () -> house.users.create(adminOfA, wanted("zoe", Set.of(Role.SUPER_ADMIN), Set.of(), Set.of())));
        refused(
                "access.user-invalid",
                () -> house.users.create(
                        adminOfA, wanted("zoe", Set.of(Role.DOMAIN_ADMIN), Set.of("aa.test"), Set.of())));
        refused(
                "access.user-invalid",
                () -> house.users.create(adminOfA, wanted("zoe", Set.of(Role.USER), Set.of(), Set.of("x@aa.test"))));
        refused(
                "access.user-invalid",
                () -> house.users.create(adminOfA, wanted("zoe", Set.of(Role.USER), Set.of(), Set.of("x@b.test"))));
        User zoe = house.users.create(adminOfA, wanted("zoe", Set.of(Role.USER), Set.of(), Set.of("x@a.test")));
        refused(
                "access.role",
                () -> house.users.change(
                        adminOfA, zoe.id(), change().roles(Role.SUPER_ADMIN).build()));
        refused(
                "access.user-invalid",
                () -> house.users.change(
                        adminOfA, zoe.id(), change().mailboxes("x@aa.test").build()));
        assertThat(house.users
                        .change(
                                adminOfA,
                                zoe.id(),
                                change().roles(Role.DOMAIN_ADMIN)
                                        .domains("a.test")
                                        .build())
                        .domains())
                .containsExactly("a.test");
    }

    @Test
    void anAccountBeyondTheCallersDomainsDoesNotExistForIt() {
        User ofB = house.user("ofb", "x@b.test");
        User ofAa = house.user("ofaa", "x@aa.test");
        User ofBoth = house.user("both", "y@a.test", "y@aa.test");
        User admin = house.users.list(root, PageRequest.first()).items().stream()
                .filter(user -> user.username().equals("admin"))
                .findFirst()
                .orElseThrow();
        List<BiConsumer<Caller, String>> routes = List.of(
                (caller, id) -> house.users.get(caller, id),
                (caller, id) ->
                        house.users.change(caller, id, change().active(false).build()),
                (caller, id) -> house.users.delete(caller, id));
        for (User foreign : List.of(ofB, ofAa, ofBoth, admin)) {
            for (var route : routes) {
                refused("access.user-unknown", () -> route.accept(adminOfA, foreign.id()));
            }
        }
        assertThat(names(adminOfA, PageRequest.first())).isEmpty();
        assertThat(names(adminOfB, PageRequest.first())).containsExactly("ofb");
        assertThat(names(TestStore.domainAdmin(House.A, "a.test", "aa.test"), PageRequest.first()))
                .containsExactly("both", "ofaa");
        assertThat(names(root, PageRequest.first())).containsExactly("admin", "both", "ofaa", "ofb");
    }

    @Test
    void aUserSeesItselfAndManagesNobody() {
        User zoe = house.user("zoe", "zoe@a.test");
        User other = house.user("other", "other@a.test");
        Caller caller = house.signedIn("zoe");
        assertThat(house.users.get(caller, zoe.id())).isEqualTo(zoe);
        refused("access.user-unknown", () -> house.users.get(caller, other.id()));
        refused("access.role", () -> house.users.list(caller, PageRequest.first()));
        refused("access.role", () -> house.users.delete(caller, zoe.id()));
        refused(
                "access.role",
                () -> house.users.create(caller, wanted("more", Set.of(Role.USER), Set.of(), Set.of("m@a.test"))));
    }

    @Test
    void rowSecurityHoldsWhateverTheCodeAsks() throws SQLException {
        house.user("ofa", "x@a.test");
        house.user("ofb", "x@b.test");
        house.auth.login("ofb", House.PASSWORD, "here", "c");
        for (String table :
                List.of("access_user", "access_mailbox", "access_session", "access_refresh", "access_attempt")) {
            try (var app = house.store.as("vm_app")) {
                assertThat(TestStore.first(app, "SELECT count(*) FROM vm." + table))
                        .as(table)
                        .isEqualTo("0");
                TestStore.first(app, "SELECT set_config('vm.tenant', '" + House.A + "', false)");
                assertThat(TestStore.first(
                                app, "SELECT count(*) FROM vm." + table + " WHERE tenant <> '" + House.A + "'"))
                        .as(table)
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void theLastSuperAdministratorStays() {
        User admin = house.users.list(root, PageRequest.first()).items().getFirst();
        refused("access.last-super-admin", () -> house.users.delete(root, admin.id()));
        refused(
                "access.last-super-admin",
                () -> house.users.change(
                        root, admin.id(), change().active(false).build()));
        User second = house.users.create(root, wanted("second", Set.of(Role.SUPER_ADMIN), Set.of(), Set.of()));
        house.users.delete(root, second.id());
    }

    @Test
    void aListIsReadPageByPage() {
        for (int i = 0; i < 5; i++) {
            house.user("page" + i, "page" + i + "@a.test");
        }
        for (String sort : List.of("username", "-username")) {
            List<String> seen = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            do {
                Page<User> page =
                        house.users.list(adminOfA, new PageRequest(2, cursor, Optional.of("PAGE"), Optional.of(sort)));
                assertThat(page.total()).isEqualTo(5);
                page.items().forEach(user -> seen.add(user.username()));
                cursor = page.nextCursor();
            } while (cursor.isPresent());
            assertThat(seen).hasSize(5).doesNotHaveDuplicates();
            assertThat(seen.getFirst()).isEqualTo(sort.startsWith("-") ? "page4" : "page0");
        }
        refused(
                "paging.cursor",
                () -> house.users.list(
                        adminOfA, new PageRequest(2, Optional.of("!!"), Optional.empty(), Optional.empty())));
    }

    private List<String> names(Caller caller, PageRequest page) {
        return house.users.list(caller, page).items().stream()
                .map(User::username)
                .toList();
    }

    private static String credential(String address) throws SQLException {
        try (var reader = house.store.as("mail_ro")) {
            return TestStore.first(reader, "SELECT password FROM mail.credential WHERE address = '" + address + "'");
        }
    }

    private static NewUser wanted(String name, Set<Role> roles, Set<String> domains, Set<String> mailboxes) {
        return new NewUser(name, House.PASSWORD, roles, domains, mailboxes, Optional.empty());
    }

    private void fields(String expected, NewUser wanted) {
        assertThatThrownBy(() -> house.users.create(root, wanted)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo("access.user-invalid");
            assertThat(problem.errors().stream()
                            .map((FieldError error) -> error.field() + " " + error.code())
                            .toList())
                    .contains(expected);
        });
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }

    private static Change change() {
        return new Change();
    }

    private static final class Change {
        private Optional<Set<Role>> roles = Optional.empty();
        private Optional<Set<String>> domains = Optional.empty();
        private Optional<Set<String>> mailboxes = Optional.empty();
        private Optional<Boolean> active = Optional.empty();

        Change roles(Role... wanted) {
            roles = Optional.of(Set.of(wanted));
            return this;
        }

        Change domains(String... wanted) {
            domains = Optional.of(Set.of(wanted));
            return this;
        }

        Change mailboxes(String... wanted) {
            mailboxes = Optional.of(Set.of(wanted));
            return this;
        }

        Change active(boolean wanted) {
            active = Optional.of(wanted);
            return this;
        }

        UserChange build() {
            return new UserChange(Optional.empty(), roles, domains, mailboxes, active);
        }
    }
}
