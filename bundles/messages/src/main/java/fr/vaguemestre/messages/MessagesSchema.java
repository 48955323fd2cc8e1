package fr.vaguemestre.messages;

import fr.vaguemestre.api.store.SchemaSource;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** The table of the traces. */
@Component(service = SchemaSource.class)
public final class MessagesSchema implements SchemaSource {
    @Override
    public String name() {
        return "messages";
    }

    @Override
    public String changelog() {
        return "db/messages/changelog.sql";
    }

    @Override
    public Set<String> after() {
        return Set.of("store");
    }
}
