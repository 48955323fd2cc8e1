package fr.vaguemestre.pkcs11;

import fr.vaguemestre.api.problem.Unavailable;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells whether the token takes the PIN and answers. Mail goes on without it, so this never says more than a warning. */
@Component(
        service = HealthCheck.class,
        property = {HealthCheck.NAME + "=pkcs11.token", HealthCheck.TAGS + "=vaguemestre"})
public final class TokenCheck implements HealthCheck {
    private final TokenSource source;

    /** Asks that source. */
    @Activate
    public TokenCheck(@Reference TokenSource source) {
        this.source = source;
    }

    @Override
    public Result execute() {
        if (!source.isSet()) {
            return new Result(Result.Status.OK, "no token is set");
        }
        try {
            return new Result(Result.Status.OK, "the token answers, with " + source.count() + " keys of ours");
        } catch (Unavailable away) {
            return new Result(Result.Status.WARN, away.code() + ": " + away.getMessage());
        }
    }
}
