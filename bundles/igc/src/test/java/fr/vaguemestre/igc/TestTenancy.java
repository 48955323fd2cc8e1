package fr.vaguemestre.igc;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.Hosting;
import fr.vaguemestre.api.tenancy.Quota;
import fr.vaguemestre.api.tenancy.TenancyService;
import java.lang.reflect.Proxy;

/** Knows one domain, and answers nothing else. */
final class TestTenancy {
    private TestTenancy() {}

    static TenancyService of(String finess, String name) {
        return (TenancyService) Proxy.newProxyInstance(
                TestTenancy.class.getClassLoader(), new Class<?>[] {TenancyService.class}, (self, method, args) -> {
                    if (!method.getName().equals("domain")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    ((Caller) args[0]).requireDomain((String) args[1]);
                    if (!args[1].equals(name)) {
                        throw new NotFound("tenancy.domain-unknown", "no such domain");
                    }
                    return new Domain(name, "CHU", finess, new Quota(1, 1), Hosting.OWN, TestAuthority.NOW, 1);
                });
    }
}
