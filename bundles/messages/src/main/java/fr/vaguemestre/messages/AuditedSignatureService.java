package fr.vaguemestre.messages;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.SignatureFile;
import fr.vaguemestre.api.messages.SignatureService;
import fr.vaguemestre.api.messages.SignatureStore;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.Act;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Lets the operator change what the scanner knows, and writes that into the audit trail before it is done. */
@Component(service = SignatureService.class)
public final class AuditedSignatureService implements SignatureService {
    private volatile Optional<SignatureStore> store = Optional.empty();
    private final BiConsumer<Caller, Act> audit;

    /** Writes into the audit trail. */
    @Activate
    public AuditedSignatureService(@Reference TraceRepository repository) {
        this(repository::audit);
    }

    AuditedSignatureService(BiConsumer<Caller, Act> audit) {
        this.audit = audit;
    }

    /** The scanner's adapter came. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setStore(SignatureStore came) {
        store = Optional.of(came);
    }

    /** The scanner's adapter went. */
    public void unsetStore(SignatureStore gone) {
        if (store.filter(gone::equals).isPresent()) {
            store = Optional.empty();
        }
    }

    @Override
    public List<SignatureFile> files(Caller caller) {
        caller.require(Role.SUPER_ADMIN);
        return asked().files();
    }

    @Override
    public SignatureFile load(Caller caller, String name, InputStream octets) {
        caller.require(Role.SUPER_ADMIN);
        audit.accept(caller, Act.of("messages.signatures-load", name));
        return asked().load(name, octets);
    }

    @Override
    public void remove(Caller caller, String name) {
        caller.require(Role.SUPER_ADMIN);
        audit.accept(caller, Act.of("messages.signatures-remove", name));
        asked().remove(name);
    }

    private SignatureStore asked() {
        return store.orElseThrow(
                () -> new Unavailable("messages.signatures-unavailable", "the scanner's adapter is being replaced"));
    }
}
