package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.confiance.AcceptedWhiteList;
import fr.vaguemestre.api.confiance.HeldWhiteList;
import fr.vaguemestre.api.confiance.OwnListing;
import fr.vaguemestre.api.confiance.WhiteListChange;
import fr.vaguemestre.api.confiance.WhiteListChange.Kind;
import fr.vaguemestre.api.confiance.WhiteListService;
import fr.vaguemestre.api.confiance.WhiteListStatus;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.store.UnitOfWork;
import fr.vaguemestre.api.store.Work;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.TenancyService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The life of the white list as the database keeps it for all nodes. */
@Component(
        service = {WhiteListService.class, KeptWhiteListService.class},
        configurationPid = "fr.vaguemestre.confiance")
public final class KeptWhiteListService implements WhiteListService {
    private final SignedListConfiance confiance;
    private final UnitOfWork unitOfWork;
    private final EntityManagerFactory factory;
    private final Path operator;
    private final ShownFolder shown;

    /** Whose the domains of our own are; while nobody tells, none are known. */
    @Reference
    volatile List<TenancyService> tenancies = List.of();

    /** Called by Declarative Services. */
    @Activate
    public KeptWhiteListService(
            @Reference SignedListConfiance confiance,
            @Reference UnitOfWork unitOfWork,
            @Reference(target = "(osgi.unit.name=confiance)") EntityManagerFactory factory,
            ConfianceConfig config) {
        this.confiance = confiance;
        this.unitOfWork = unitOfWork;
        this.factory = factory;
        this.operator = Path.of(config.certificate());
        this.shown = new ShownFolder(Path.of(config.shown()));
    }

    @Override
    public Page<AcceptedWhiteList> history(Caller caller, PageRequest page) {
        return read(caller, scope -> ListHistoryRepository.page(scope, page));
    }

    @Override
    public AcceptedWhiteList accepted(Caller caller, String id) {
        return read(caller, scope -> ListHistoryRepository.find(scope, number(id)))
                .orElseThrow(() -> unknown(id));
    }

    @Override
    public Page<WhiteListChange> changes(Caller caller, String id, Optional<Kind> kind, PageRequest page) {
        long list = number(accepted(caller, id).id());
        return read(caller, scope -> ListChangeRepository.ACCEPTED.page(scope, list, kind, page));
    }

    @Override
    public Optional<HeldWhiteList> held(Caller caller) {
        return read(caller, HeldListRepository::held);
    }

    @Override
    public Page<WhiteListChange> heldChanges(Caller caller, Optional<Kind> kind, PageRequest page) {
        return read(caller, scope -> {
            var held = HeldListRepository.held(scope);
            return held.isEmpty()
                    ? new Page<>(List.of(), Optional.empty(), 0)
                    : ListChangeRepository.HELD.page(scope, held.get().figures().digest(), kind, page);
        });
    }

    @Override
    public WhiteListStatus accept(Caller caller, String digest) {
        caller.require(Role.SUPER_ADMIN);
        return confiance.accept(caller, digest);
    }

    @Override
    public HeldWhiteList refuse(Caller caller, String digest) {
        caller.require(Role.SUPER_ADMIN);
        return confiance.refuse(caller, digest);
    }

    @Override
    public List<OwnListing> own(Caller caller) {
        caller.require(Role.SUPER_ADMIN);
        return listings()
                .map(listings -> listings.of(
                        domains(caller), names -> read(caller, scope -> ListChangeRepository.losses(scope, names))))
                .orElse(List.of());
    }

    /** What our domains are compared with; empty while there is no list, or no certificate of ours. */
    Optional<OwnListings> listings() {
        var list = confiance.state().list();
        var certificate = FileCertificateService.read(operator).stream().findFirst();
        return list.isEmpty() || certificate.isEmpty()
                ? Optional.empty()
                : Optional.of(new OwnListings(list.get(), certificate.get(), shown.clients()));
    }

    private List<String> domains(Caller caller) {
        var names = new ArrayList<String>();
        for (TenancyService tenancy : tenancies) {
            Optional<String> cursor = Optional.empty();
            do {
                Page<Domain> page = tenancy.domains(
                        caller, new PageRequest(PageRequest.MAX_LIMIT, cursor, Optional.empty(), Optional.empty()));
                page.items().forEach(domain -> names.add(domain.name()));
                cursor = page.nextCursor();
            } while (cursor.isPresent());
        }
        return names;
    }

    private <T> T read(Caller caller, Work<T> work) {
        caller.require(Role.SUPER_ADMIN);
        return unitOfWork.read(caller.in(Caller.PLATFORM), factory, work);
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException noNumber) {
            throw unknown(id);
        }
    }

    private static NotFound unknown(String id) {
        return new NotFound("confiance.list-unknown", "no list in the history with the id " + id);
    }
}
