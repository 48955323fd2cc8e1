package fr.vaguemestre.tenancy.rest;

import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.tenancy.Hosting;
import fr.vaguemestre.api.tenancy.NewDomain;
import fr.vaguemestre.api.tenancy.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Body of {@code POST /admin/domains}.
 *
 * @param label absent: the name
 * @param quota absent: 100 mailboxes, 50 GiB
 * @param hosting absent: OWN
 */
record DomainBody(
        Optional<String> name,
        Optional<String> label,
        Optional<String> finess,
        Optional<Quota> quota,
        Optional<Hosting> hosting) {
    private static final Quota DEFAULT_QUOTA = new Quota(100, 50L << 30);

    NewDomain toNewDomain() {
        List<FieldError> missing = new ArrayList<>();
        if (name.isEmpty()) {
            missing.add(new FieldError("name", "tenancy.required", "a domain needs a name"));
        }
        if (finess.isEmpty()) {
            missing.add(new FieldError("finess", "tenancy.required", "a domain needs the FINESS EJ of its structure"));
        }
        if (!missing.isEmpty()) {
            throw new Invalid("tenancy.domain-invalid", "the domain is refused", missing);
        }
        return new NewDomain(
                name.orElseThrow(),
                label.orElseGet(name::orElseThrow),
                finess.orElseThrow(),
                quota.orElse(DEFAULT_QUOTA),
                hosting.orElse(Hosting.OWN));
    }
}
