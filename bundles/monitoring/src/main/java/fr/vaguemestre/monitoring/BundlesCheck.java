package fr.vaguemestre.monitoring;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Warns of each bundle of ours or of a vendor that should run and does not. */
@Component(
        service = HealthCheck.class,
        property = {HealthCheck.NAME + "=bundles", HealthCheck.TAGS + "=vaguemestre"})
public final class BundlesCheck implements HealthCheck {
    private final BundleContext framework;

    /** Looks at the framework that this bundle is in. */
    @Activate
    public BundlesCheck(BundleContext framework) {
        this.framework = framework;
    }

    @Override
    public Result execute() {
        List<String> still = Arrays.stream(framework.getBundles())
                .filter(BundlesCheck::meetsTheApi)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::getSymbolicName)
                .sorted()
                .toList();
        return still.isEmpty()
                ? new Result(Result.Status.OK, "all run")
                : new Result(Result.Status.WARN, "not running: " + String.join(", ", still));
    }

    private static boolean meetsTheApi(Bundle bundle) {
        String imports = Objects.requireNonNullElse(bundle.getHeaders("").get(Constants.IMPORT_PACKAGE), "");
        return imports.contains("fr.vaguemestre.api.");
    }
}
