package fr.vaguemestre.igc;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.ConfianceService;
import fr.vaguemestre.api.igc.OwnCertificate.State;
import fr.vaguemestre.api.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the operator's certificate in service that was loaded under another name than the one in use, as soon as the white list has
 * that name: before, every operator would refuse us.
 */
@Component(service = ListedNames.class, configurationPid = "fr.vaguemestre.igc", immediate = true)
public final class ListedNames {
    private static final Logger LOG = LoggerFactory.getLogger(ListedNames.class);

    @Reference
    private volatile List<ConfianceService> lists = List.of();

    private final CertificateRepository certificates;
    private final CertificateKeeper keeper;
    private final Rounds rounds;

    /** Starts to look. */
    @Activate
    public ListedNames(
            IgcConfig config, @Reference CertificateRepository certificates, @Reference CertificateKeeper keeper) {
        this(config, certificates, keeper, List.of());
    }

    ListedNames(
            IgcConfig config,
            CertificateRepository certificates,
            CertificateKeeper keeper,
            List<ConfianceService> lists) {
        this.lists = lists;
        this.certificates = certificates;
        this.keeper = keeper;
        this.rounds =
                new Rounds("igc-listed", "What waits for the white list", config.lookSeconds(), this::look).start();
    }

    /** Stops looking. */
    @Deactivate
    public void stop() throws InterruptedException {
        rounds.stop();
    }

    private void look() {
        List<CertificateRow> waiting = certificates.all().stream()
                .filter(row -> row.state() == State.WAITING_FOR_LIST)
                .toList();
        for (CertificateRow row : waiting) {
            if (lists.stream().anyMatch(list -> isListed(list, row))) {
                try {
                    certificates.serve(
                            Caller.system(row.tenant(), UUID.randomUUID().toString()), row);
                    LOG.info("The white list has {}: it is in service now", row);
                } catch (Problem meanwhile) {
                    LOG.info("{} was not put in service: {}", row, meanwhile.getMessage());
                }
                keeper.keep();
            }
        }
    }

    /** Asked as by an operator that sends no sender: its certificate must be of some entry of the list, and valid. */
    private static boolean isListed(ConfianceService list, CertificateRow row) {
        return list.judge(Optional.of(row.chain().getFirst()), "").allowed();
    }
}
