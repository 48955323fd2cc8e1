package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.igc.CertificateRequest;
import fr.vaguemestre.api.igc.OwnCertificate;
import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import fr.vaguemestre.api.igc.OwnCertificate.State;
import fr.vaguemestre.api.igc.OwnCertificate.Usage;
import fr.vaguemestre.api.igc.OwnCertificateService;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Our certificates in memory: the text {@code bon} is taken for the right one, anything else is refused for two reasons. */
public final class MemoryOwnCertificates implements OwnCertificateService {
    private static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");

    private final List<OwnCertificate> all = new CopyOnWriteArrayList<>(List.of(certificate(
            "0",
            Optional.empty(),
            Usage.SERV_SSL,
            State.IN_SERVICE,
            "CN=mx.operateur.mssante.test,OU=1750000018,O=CH Exemple,C=FR",
            List.of("mx.operateur.mssante.test"))));

    @Override
    public List<OwnCertificate> certificates(Caller caller, Optional<String> domain) {
        return all.stream().filter(one -> one.domain().equals(domain)).toList();
    }

    @Override
    public List<OwnCertificate> certificates(Caller caller) {
        return all.stream()
                .filter(one -> caller.is(Role.SUPER_ADMIN)
                        || one.domain().filter(caller::administers).isPresent())
                .toList();
    }

    @Override
    public OwnCertificate request(Caller caller, Optional<String> domain, CertificateRequest wanted) {
        String unit = wanted.organizationalUnit().orElse("1750000018");
        if (unit.length() < 10) {
            throw new Invalid(
                    "igc.request-invalid",
                    "refused",
                    List.of(new FieldError("subject.organizationalUnit", "igc.identifier-malformed", "too short")));
        }
        String name = wanted.names().stream().findFirst().or(() -> domain).orElse("?");
        var made = certificate(
                String.valueOf(all.size()),
                domain,
                wanted.usage(),
                State.REQUESTED,
                "CN=" + name + ",OU=" + unit + ",O=" + wanted.organization().orElse("CH Exemple") + ",C=FR",
                wanted.names());
        all.add(made);
        return made;
    }

    @Override
    public OwnCertificate examine(Caller caller, Optional<String> domain, String id, byte[] chain) {
        if (!new String(chain, StandardCharsets.UTF_8).equals("bon")) {
            throw new Invalid(
                    "igc.certificate-refused",
                    "two reasons",
                    List.of(
                            new FieldError("chain", "igc.key-differs", "another key"),
                            new FieldError("chain", "igc.expired", "ended")));
        }
        return in(State.IN_SERVICE, id);
    }

    @Override
    public OwnCertificate load(Caller caller, Optional<String> domain, String id, byte[] chain) {
        return put(examine(caller, domain, id, chain));
    }

    @Override
    public OwnCertificate serve(Caller caller, Optional<String> domain, String id) {
        return put(in(State.IN_SERVICE, id));
    }

    @Override
    public OwnCertificate back(Caller caller, Optional<String> domain, String id) {
        return put(in(State.PREVIOUS, id));
    }

    @Override
    public void remove(Caller caller, Optional<String> domain, String id) {
        all.removeIf(one -> one.id().equals(id));
    }

    private OwnCertificate put(OwnCertificate changed) {
        all.replaceAll(one -> one.id().equals(changed.id()) ? changed : one);
        return changed;
    }

    private OwnCertificate in(State state, String id) {
        OwnCertificate one = all.stream()
                .filter(kept -> kept.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("igc.certificate-unknown", "no such certificate"));
        return certificate(id, one.domain(), one.usage(), state, one.subject(), one.names());
    }

    private static OwnCertificate certificate(
            String id, Optional<String> domain, Usage usage, State state, String subject, List<String> names) {
        boolean loaded = state != State.REQUESTED;
        return new OwnCertificate(
                id,
                domain,
                usage,
                state,
                subject,
                names,
                Algorithm.RSA_3072,
                "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n",
                Optional.of("CN=AC ORG TEST,O=ANS,C=FR").filter(is -> loaded),
                Optional.of("1f").filter(is -> loaded),
                Optional.of("AB:CD").filter(is -> loaded),
                Optional.of(NOW.minus(Duration.ofDays(10))).filter(is -> loaded),
                Optional.of(NOW.plus(Duration.ofDays(200))).filter(is -> loaded),
                Optional.of(200L).filter(is -> loaded),
                NOW,
                "admin",
                Optional.of(NOW).filter(is -> loaded));
    }
}
