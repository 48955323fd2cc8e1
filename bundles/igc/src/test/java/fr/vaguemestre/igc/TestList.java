package fr.vaguemestre.igc;

import fr.vaguemestre.api.confiance.ConfianceService;
import fr.vaguemestre.api.confiance.Verdict;
import fr.vaguemestre.api.confiance.Verdict.Cause;
import java.lang.reflect.Proxy;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A white list of names, which knows nothing else. */
final class TestList {
    private final Set<X509Certificate> listed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();

    void add(X509Certificate certificate) {
        listed.add(certificate);
    }

    int asked() {
        return asked.get();
    }

    ConfianceService service() {
        return (ConfianceService) Proxy.newProxyInstance(
                TestList.class.getClassLoader(), new Class<?>[] {ConfianceService.class}, (self, method, args) -> {
                    if (!method.getName().equals("judge")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    asked.incrementAndGet();
                    boolean known =
                            ((Optional<?>) args[0]).filter(listed::contains).isPresent();
                    return new Verdict(known, known ? Cause.MATCH : Cause.OPERATOR_UNLISTED, "");
                });
    }
}
