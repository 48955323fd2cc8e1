package fr.vaguemestre.ui.webmail;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.annuaire.DirectoryQuery;
import fr.vaguemestre.api.bal.Absence;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.MailContent;
import fr.vaguemestre.api.webmail.MailFolder;
import fr.vaguemestre.api.webmail.MailMessage;
import fr.vaguemestre.api.webmail.MessageChange;
import fr.vaguemestre.api.webmail.MessageQuery;
import fr.vaguemestre.api.webmail.MessageSummary;
import fr.vaguemestre.api.webmail.NewMessage;
import fr.vaguemestre.ui.registry.Services;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One mailbox, opened by the person in front of the page: proved anew for each act, by the service as it is at that moment. */
record Mailbox(Services services, Supplier<Caller> caller, String address) {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final int SUGGESTED = 6;

    List<MailFolder> folders() {
        return services.webmail().folders(caller.get(), address);
    }

    Page<MessageSummary> list(MessageQuery query, PageRequest page) {
        return services.webmail().list(caller.get(), address, query, page);
    }

    MailMessage read(String id) {
        return services.webmail().read(caller.get(), address, id);
    }

    MailContent raw(String id) {
        return services.webmail().raw(caller.get(), address, id);
    }

    MailContent attachment(String id, String part) {
        return services.webmail().attachment(caller.get(), address, id, part);
    }

    MessageSummary change(String id, MessageChange change) {
        return services.webmail().change(caller.get(), address, id, change);
    }

    void delete(String id) {
        services.webmail().delete(caller.get(), address, id);
    }

    void send(NewMessage message) {
        services.webmail().send(caller.get(), address, message);
    }

    /** What it answers by itself, as it was set last. */
    Optional<Absence> absence() {
        return services.absences().find(caller.get(), address);
    }

    void answerBy(Absence absence) {
        services.absences().set(caller.get(), address, absence);
    }

    /** The day of now, by which absences begin and end. */
    LocalDate today() {
        return services.absences().today();
    }

    /** People of the directory who fit those words; nobody while it cannot be asked. */
    List<MailAddress> suggest(String words) {
        try {
            var few = new PageRequest(SUGGESTED, Optional.empty(), Optional.empty(), Optional.empty());
            return services.directory().search(caller.get(), DirectoryQuery.of(words), few).items().stream()
                    .flatMap(person -> person.boxes().stream()
                            .map(box -> new MailAddress(Optional.of(person.displayName()), box.address())))
                    .limit(SUGGESTED)
                    .toList();
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (RuntimeException away) {
            LOG.debug("no suggestions", away); // the line can be filled in all the same
            return List.of();
        }
    }

    MessageSummary saveDraft(NewMessage message) {
        return services.webmail().saveDraft(caller.get(), address, message);
    }
}
