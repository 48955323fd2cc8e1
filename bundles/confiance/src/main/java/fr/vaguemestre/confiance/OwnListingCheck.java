package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.OwnListing;
import fr.vaguemestre.api.confiance.OwnListing.State;
import fr.vaguemestre.api.problem.Problem;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Health of our own entries on the white list, without which other operators refuse our mail: warns when a domain of ours got
 * lost or is listed with another certificate, critical once our own certificate got lost. Which domains, the page of the trust
 * space tells. On the practice range a domain that never was on the list is no trouble.
 */
@Component(
        configurationPid = "fr.vaguemestre.confiance",
        property = {"hc.name=confiance.own", "hc.tags=vaguemestre"})
public final class OwnListingCheck implements HealthCheck {
    private final KeptWhiteListService lists;
    private final boolean inService;

    /** Called by Declarative Services. */
    @Activate
    public OwnListingCheck(@Reference KeptWhiteListService lists, ConfianceConfig config) {
        this.lists = lists;
        this.inService = config.range().equals("off");
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        try {
            var listings = lists.listings();
            if (listings.isEmpty()) {
                log.info("not told while there is no white list, or no certificate of ours");
            } else {
                tell(log, listings.get().isOperatorListed());
            }
        } catch (Problem away) {
            log.warn("nobody can tell which domains are ours: {}", away.getMessage());
        }
        return new Result(log);
    }

    private void tell(FormattingResultLog log, boolean operatorListed) {
        List<OwnListing> own =
                lists.own(Caller.operator("health", UUID.randomUUID().toString()));
        long lost = count(own, OwnListing::isLost);
        long other = count(own, one -> !one.isLost() && one.state() == State.OTHER_CERTIFICATE);
        long never = count(own, one -> !one.isLost() && one.state() == State.UNLISTED);
        if (!operatorListed && lost > 0) {
            log.critical("our certificate stands on the white list no more: every other operator refuses our mail");
        } else if (!operatorListed && inService) {
            log.warn("our certificate does not stand on the white list: other operators refuse our mail");
        }
        if (lost > 0) {
            log.warn("{} of our domains got lost on the white list: other operators refuse their mail", lost);
        }
        if (other > 0 && inService) {
            log.warn("{} of our domains are listed with another certificate than the one we show", other);
        }
        if (never > 0 && inService) {
            log.warn("{} of our domains are not on the white list: declare them to the ANS", never);
        }
        log.info("{} of {} domains of ours are listed", count(own, one -> one.state() == State.LISTED), own.size());
    }

    private static long count(List<OwnListing> own, Predicate<OwnListing> which) {
        return own.stream().filter(which).count();
    }
}
