package fr.vaguemestre.tenancy;

import fr.vaguemestre.api.store.Outbox;
import fr.vaguemestre.api.tenancy.DomainUsage;
import fr.vaguemestre.api.tenancy.TenancyService;
import fr.vaguemestre.store.TestStore;
import fr.vaguemestre.testkit.Configs;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The real tenancy under the practice range's suffix. */
public final class TestTenancy {
    private TestTenancy() {}

    /** Works on that store. */
    public static TenancyService on(TestStore store, Outbox outbox, Clock clock, List<DomainUsage> usages) {
        var service = new JpaTenancyService(
                Configs.of(TenancyConfig.class, Map.of("range", "on")),
                store.work(),
                store.factory("tenancy"),
                outbox,
                clock);
        service.usages = usages;
        return service;
    }
}
