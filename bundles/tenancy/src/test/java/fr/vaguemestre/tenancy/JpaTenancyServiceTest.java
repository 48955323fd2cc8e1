package fr.vaguemestre.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.DomainChange;
import fr.vaguemestre.api.tenancy.DomainUsage;
import fr.vaguemestre.api.tenancy.Hosting;
import fr.vaguemestre.api.tenancy.NewDomain;
import fr.vaguemestre.api.tenancy.Quota;
import fr.vaguemestre.api.tenancy.Tenant;
import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.store.TestStore;
import fr.vaguemestre.testkit.Configs;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JpaTenancyServiceTest {
    private static final String CH = "310000000";
    private static final String CLINIC = "2A0000014";
    private static final Quota QUOTA = new Quota(500, 536_870_912_000L);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final TestStore STORE = TestStore.with(new AuditSchema(), new TenancySchema());
    private static final JpaTenancyService TENANCY = new JpaTenancyService(
            Configs.of(TenancyConfig.class, Map.of("range", "on")),
            STORE.work(),
            STORE.factory("tenancy"),
            STORE.relay(),
            Clock.fixed(NOW, ZoneOffset.UTC));

    private final Caller all = TestStore.superAdmin();
    private final Caller chAdmin = TestStore.domainAdmin(CH, "ch-exemple.mssante.test");

    @AfterAll
    static void end() {
        STORE.close();
    }

    @BeforeEach
    void twoStructures() {
        STORE.tamper("TRUNCATE vm.tenancy_tenant CASCADE");
        TENANCY.usages = List.of();
        TENANCY.create(all, wanted("CH-Exemple.mssante.test", CH));
        TENANCY.create(all, wanted("labo.ch-exemple.mssante.test", CH));
        TENANCY.create(all, wanted("clinique.mssante.test", CLINIC));
    }

    @Test
    void aNewDomainIsReadBackAndTheMailServersSeeIt() throws SQLException {
        Domain made = TENANCY.domain(all, "ch-exemple.mssante.test");
        assertThat(made)
                .isEqualTo(new Domain("ch-exemple.mssante.test", "Label", CH, QUOTA, Hosting.OWN, NOW, made.version()));
        try (Connection mail = STORE.as("mail_ro")) {
            assertThat(TestStore.first(mail, "SELECT string_agg(name, ' ' ORDER BY name) FROM mail.domain"))
                    .isEqualTo("ch-exemple.mssante.test clinique.mssante.test labo.ch-exemple.mssante.test");
        }
        assertThat(STORE.look("SELECT string_agg(type, ' ') FROM vm.store_outbox WHERE tenant = '" + CLINIC + "'"))
                .contains("tenancy.domain-created");
    }

    @Test
    void aNameIsTakenOnceOnTheWholeAppliance() {
        assertThatThrownBy(() -> TENANCY.create(all, wanted("clinique.mssante.test", CH)))
                .isInstanceOf(Conflict.class)
                .extracting(failure -> ((Problem) failure).code())
                .isEqualTo("tenancy.domain-taken");
    }

    @Test
    void eachWrongFieldIsNamed() {
        var wrong = new NewDomain("ch.mssante.fr", " ", "12345678X", new Quota(-1, 1L << 51), Hosting.OWN);
        Invalid refusal = catchThrowableOfType(Invalid.class, () -> TENANCY.create(all, wrong));
        assertThat(refusal.errors())
                .extracting(FieldError::field)
                .containsExactly("name", "label", "finess", "quota.mailboxes", "quota.storageBytes");
        for (String name : List.of(
                "mssante.test",
                "-a.mssante.test",
                "a..mssante.test",
                "é.mssante.test",
                "x.y@z.mssante.test",
                "xmssante.test",
                "a.b.c.d.e.f.mssante.test",
                "a".repeat(64) + ".mssante.test")) {
            assertThatThrownBy(() -> TENANCY.create(all, wanted(name, CH)))
                    .as(name)
                    .isInstanceOf(Invalid.class);
        }
        assertThatThrownBy(() -> TENANCY.create(all, wanted("p.mssante.test", Caller.PLATFORM)))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void aWrongCheckDigitOnlyWarns() {
        assertThat(Finess.checkDigitFits("310000001")).isFalse();
        assertThat(TENANCY.create(all, wanted("autre.mssante.test", "310000001"))
                        .finess())
                .isEqualTo("310000001");
    }

    @Test
    void anAdministratorSeesItsDomainsAndNoOther() {
        assertThat(TENANCY.domains(chAdmin, PageRequest.first()).items())
                .extracting(Domain::name)
                .containsExactly("ch-exemple.mssante.test");
        assertThatThrownBy(() -> TENANCY.domain(chAdmin, "labo.ch-exemple.mssante.test"))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> TENANCY.domain(chAdmin, "clinique.mssante.test"))
                .isInstanceOf(NotFound.class);
        Caller smuggler = TestStore.domainAdmin(CH, "clinique.mssante.test");
        assertThatThrownBy(() -> TENANCY.domain(smuggler, "clinique.mssante.test"))
                .isInstanceOf(NotFound.class);
        assertThat(TENANCY.domains(smuggler, PageRequest.first()).items()).isEmpty();
        assertThatThrownBy(() -> TENANCY.domains(TestStore.user(CH), PageRequest.first()))
                .isInstanceOf(Forbidden.class);
        assertThat(TENANCY.tenants(chAdmin, PageRequest.first()).items())
                .containsExactly(
                        new Tenant(CH, "Label", List.of("ch-exemple.mssante.test"), 500, QUOTA.storageBytes()));
    }

    @Test
    void aUserReachesTheDomainOfItsMailbox() {
        Caller user = TestStore.user(CH, "kit.doc@ch-exemple.mssante.test");
        assertThat(TENANCY.domainInReach(user, "ch-exemple.mssante.test").finess())
                .isEqualTo(CH);
        assertThatThrownBy(() -> TENANCY.domainInReach(user, "labo.ch-exemple.mssante.test"))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void listsPageFilterAndSort() {
        Page<Domain> first = TENANCY.domains(all, page(2, Optional.empty(), "", ""));
        assertThat(first.total()).isEqualTo(3);
        assertThat(first.items()).hasSize(2);
        Page<Domain> second = TENANCY.domains(all, page(2, first.nextCursor(), "", ""));
        assertThat(second.items()).extracting(Domain::name).containsExactly("labo.ch-exemple.mssante.test");
        assertThat(second.nextCursor()).isEmpty();
        assertThat(TENANCY.domains(all, page(9, Optional.empty(), "CLINI", "-name"))
                        .items())
                .extracting(Domain::name)
                .containsExactly("clinique.mssante.test");
        assertThat(TENANCY.tenants(all, page(9, Optional.empty(), "", "-finess"))
                        .items())
                .extracting(Tenant::finess)
                .containsExactly(CH, CLINIC);
        assertThatThrownBy(() -> TENANCY.domains(all, page(9, Optional.empty(), "", "colour")))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void onlyASuperAdministratorMakesRemovesAndSetsQuotas() {
        assertThatThrownBy(() -> TENANCY.create(chAdmin, wanted("neuf.mssante.test", CH)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> TENANCY.delete(chAdmin, "ch-exemple.mssante.test"))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> TENANCY.change(chAdmin, "ch-exemple.mssante.test", quota(new Quota(9, 9))))
                .isInstanceOf(Forbidden.class);
        var label = new DomainChange(Optional.of("Nouveau nom"), Optional.empty(), Optional.empty());
        Domain before = TENANCY.domain(chAdmin, "ch-exemple.mssante.test");
        Domain after = TENANCY.change(chAdmin, "ch-exemple.mssante.test", label);
        assertThat(after.label()).isEqualTo("Nouveau nom");
        assertThat(after.version()).isEqualTo(before.version() + 1);
    }

    @Test
    void aQuotaBelowUseIsRefusedAndWithoutAnybodyToAskToo() {
        assertThatThrownBy(() -> TENANCY.change(all, "clinique.mssante.test", quota(new Quota(9, 9))))
                .isInstanceOf(Unavailable.class);
        TENANCY.usages = List.of((caller, scope, domain) -> new DomainUsage.Used(10, 12, 1000));
        assertThatThrownBy(() -> TENANCY.change(all, "clinique.mssante.test", quota(new Quota(9, 1000))))
                .isInstanceOf(Conflict.class)
                .extracting(failure -> ((Problem) failure).code())
                .isEqualTo("tenancy.quota-below-use");
        assertThatThrownBy(() -> TENANCY.change(all, "clinique.mssante.test", quota(new Quota(10, 999))))
                .isInstanceOf(Conflict.class);
        assertThat(TENANCY.change(all, "clinique.mssante.test", quota(new Quota(10, 1000)))
                        .quota())
                .isEqualTo(new Quota(10, 1000));
    }

    @Test
    void aDomainWithMailboxesStaysAndAnEmptyOneGoes() {
        TENANCY.usages = List.of((caller, scope, domain) -> new DomainUsage.Used(0, 1, 0));
        assertThatThrownBy(() -> TENANCY.delete(all, "clinique.mssante.test"))
                .isInstanceOf(Conflict.class)
                .extracting(failure -> ((Problem) failure).code())
                .isEqualTo("tenancy.domain-in-use");
        TENANCY.usages = List.of((caller, scope, domain) -> new DomainUsage.Used(0, 0, 0));
        TENANCY.delete(all, "clinique.mssante.test");
        assertThatThrownBy(() -> TENANCY.domain(all, "clinique.mssante.test")).isInstanceOf(NotFound.class);
    }

    private static DomainChange quota(Quota quota) {
        return new DomainChange(Optional.empty(), Optional.of(quota), Optional.empty());
    }

    private static NewDomain wanted(String name, String finess) {
        return new NewDomain(name, "Label", finess, QUOTA, Hosting.OWN);
    }

    private static PageRequest page(int limit, Optional<String> cursor, String text, String sort) {
        return new PageRequest(limit, cursor, Optional.of(text), Optional.of(sort));
    }
}
