package fr.vaguemestre.bal;

import fr.vaguemestre.api.store.SchemaSource;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Table of the mailboxes, the view that the mail servers read and the usage that Dovecot writes. */
@Component(service = SchemaSource.class)
public final class BalSchema implements SchemaSource {
    @Override
    public String name() {
        return "bal";
    }

    @Override
    public String changelog() {
        return "db/bal/changelog.sql";
    }

    @Override
    public Set<String> after() {
        return Set.of("tenancy");
    }
}
