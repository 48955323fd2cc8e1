package fr.vaguemestre.access;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalService;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.Hosting;
import fr.vaguemestre.api.tenancy.Quota;
import fr.vaguemestre.api.tenancy.TenancyService;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Domains {@code a.test} and {@code aa.test} of one structure and {@code b.test} of another; mailboxes by their names. */
final class Neighbours {
    private static final Map<String, String> DOMAINS = Map.of("a.test", House.A, "aa.test", House.A, "b.test", House.B);

    TenancyService tenancy() {
        return only(TenancyService.class, "domain", Neighbours::domain);
    }

    BalService bal() {
        return only(BalService.class, "get", Neighbours::mailbox);
    }

    private static Domain domain(Caller caller, String name) {
        String tenant = DOMAINS.get(name);
        boolean own = tenant != null && caller.tenant().map(tenant::equals).orElse(true);
        if (tenant == null || !own || !caller.administers(name)) {
            throw new NotFound("tenancy.domain-unknown", "no such domain: " + name);
        }
        return new Domain(name, name, tenant, new Quota(10, 10), Hosting.OWN, Instant.EPOCH, 1);
    }

    /** {@code app@} is an APP, {@code closed@} is closed, {@code none@} does not exist, the others are there. */
    private static Bal mailbox(Caller caller, String address) {
        String domain =
                domain(caller, address.substring(address.indexOf('@') + 1)).name();
        if (address.startsWith("none@")) {
            throw new NotFound("bal.unknown", "no such mailbox");
        }
        return new Bal(
                address,
                address.startsWith("app@") ? BalType.APP : BalType.PER,
                domain,
                address,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                0,
                false,
                address.startsWith("closed@") ? BalState.FERMEE : BalState.ACTIVE,
                new Publication(Publication.State.A_PUBLIER, Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Instant.EPOCH,
                1);
    }

    /** A service of which one method is asked. */
    private static <T> T only(Class<T> service, String method, BiFunction<Caller, String, ?> answer) {
        return service.cast(
                Proxy.newProxyInstance(service.getClassLoader(), new Class<?>[] {service}, (self, asked, args) -> {
                    if (!asked.getName().equals(method)) {
                        throw new UnsupportedOperationException(asked.getName());
                    }
                    return answer.apply((Caller) args[0], (String) args[1]);
                }));
    }
}
