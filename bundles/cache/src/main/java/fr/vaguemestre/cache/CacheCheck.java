package fr.vaguemestre.cache;

import fr.vaguemestre.api.cache.Cache;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells whether Redis answers; without it the appliance goes on, slower, so this never says more than a warning. */
@Component(
        service = HealthCheck.class,
        property = {HealthCheck.NAME + "=redis", HealthCheck.TAGS + "=vaguemestre"})
public final class CacheCheck implements HealthCheck {
    private final Cache cache;

    /** Checks that cache. */
    @Activate
    public CacheCheck(@Reference Cache cache) {
        this.cache = cache;
    }

    @Override
    public Result execute() {
        cache.get("cache:check");
        return cache.shared()
                ? new Result(Result.Status.OK, "Redis answers")
                : new Result(Result.Status.WARN, "Redis does not answer: values are kept in this JVM's memory");
    }
}
