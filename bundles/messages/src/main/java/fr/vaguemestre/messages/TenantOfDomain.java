package fr.vaguemestre.messages;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.tenancy.TenancyService;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The structure that a domain belongs to, remembered for a moment. */
final class TenantOfDomain implements Function<String, Optional<String>> {
    private static final int MOST = 5_000;
    private static final long KNOWN = Duration.ofSeconds(60).toNanos();
    private static final long UNKNOWN = Duration.ofSeconds(2).toNanos();

    private final TenancyService tenancy;
    private final Map<String, Found> found = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
            return size() > MOST;
        }
    });

    private record Found(Optional<String> tenant, long at) {
        boolean current(long now) {
            return now - at < (tenant.isPresent() ? KNOWN : UNKNOWN);
        }
    }

    TenantOfDomain(TenancyService tenancy) {
        this.tenancy = tenancy;
    }

    @Override
    public Optional<String> apply(String domain) {
        Found known = found.get(domain);
        long now = System.nanoTime();
        if (known != null && known.current(now)) {
            return known.tenant();
        }
        Optional<String> tenant = asked(domain);
        found.put(domain, new Found(tenant, now));
        return tenant;
    }

    private Optional<String> asked(String domain) {
        try {
            var caller = Caller.operator("messages", UUID.randomUUID().toString());
            return Optional.of(tenancy.domainInReach(caller, domain).finess());
        } catch (NotFound foreign) {
            return Optional.empty();
        }
    }
}
