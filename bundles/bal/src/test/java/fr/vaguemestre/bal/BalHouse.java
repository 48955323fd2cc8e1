package fr.vaguemestre.bal;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.NewBal;
import fr.vaguemestre.api.store.Outbox;
import fr.vaguemestre.api.tenancy.DomainChange;
import fr.vaguemestre.api.tenancy.Hosting;
import fr.vaguemestre.api.tenancy.NewDomain;
import fr.vaguemestre.api.tenancy.Quota;
import fr.vaguemestre.api.tenancy.TenancyService;
import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.store.TestStore;
import fr.vaguemestre.tenancy.TenancySchema;
import fr.vaguemestre.tenancy.TestTenancy;
import fr.vaguemestre.testkit.Configs;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One node: real store, tenancy and bal, with two structures of one domain each. */
final class BalHouse implements AutoCloseable {
    static final String CH_FINESS = "310000000";
    static final String CLINIC_FINESS = "2A0000014";
    private static final Quota QUOTA = new Quota(500, 1L << 40);

    private final TestStore store;
    private final TenancyService tenancy;
    private final JpaBalService bals;
    private final KeptAbsenceService absences;

    BalHouse() {
        this(TestStore.with(new AuditSchema(), new TenancySchema(), new BalSchema()));
    }

    private BalHouse(TestStore store) {
        this.store = store;
        Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
        Outbox outbox = store.relay();
        tenancy = TestTenancy.on(store, outbox, clock, List.of(new BalUsage()));
        bals = new JpaBalService(
                Configs.of(BalConfig.class, Map.of()), store.work(), store.factory("bal"), tenancy, clock);
        absences = new KeptAbsenceService(store.work(), store.factory("bal"), clock);
    }

    BalHouse secondNode() {
        return new BalHouse(store.secondNode());
    }

    TestStore store() {
        return store;
    }

    TenancyService tenancy() {
        return tenancy;
    }

    JpaBalService bals() {
        return bals;
    }

    KeptAbsenceService absences() {
        return absences;
    }

    void empty() {
        store.tamper("TRUNCATE vm.tenancy_tenant CASCADE");
        store.tamper("TRUNCATE mail.usage");
        Caller all = TestStore.superAdmin();
        tenancy.create(all, new NewDomain("ch.mssante.test", "CH", CH_FINESS, QUOTA, Hosting.OWN));
        tenancy.create(all, new NewDomain("clinique.mssante.test", "Clinique", CLINIC_FINESS, QUOTA, Hosting.OWN));
    }

    void quota(String domain, long mailboxes, long bytes) {
        var change = new DomainChange(Optional.empty(), Optional.of(new Quota(mailboxes, bytes)), Optional.empty());
        tenancy.change(TestStore.superAdmin(), domain, change);
    }

    NewBal per(String given, String family) {
        return new NewBal(
                Optional.empty(),
                BalType.PER,
                Optional.of("ch.mssante.test"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Holder("99700218896", given, family, Optional.of("10"))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    NewBal org(String address) {
        return new NewBal(
                Optional.of(address),
                BalType.ORG,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("Cadre de santé"),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    @Override
    public void close() {
        store.close();
    }
}
