package fr.vaguemestre.ui.messages;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.Evidence;
import fr.vaguemestre.api.messages.HeldMessage;
import fr.vaguemestre.api.messages.SpamMark;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.CsvColumn;
import fr.vaguemestre.ui.list.FactsPanel;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.shell.Questions;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;

/** What is held because of malware or spam: what was found in it, and what becomes of it, for who has the right to say so. */
final class QuarantinePage {
    private static final String AWAY = "ui.messages-away";

    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final ListPage<HeldMessage> page;

    private QuarantinePage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        page = new ListPage<>(
                context,
                news,
                "quarantine",
                new ListSource<>(
                        context::caller,
                        (caller, filter, request) -> services.quarantine().list(caller, request),
                        HeldMessage::id,
                        AWAY));
    }

    static ListPage<HeldMessage> of(ConsoleContext context, Services services, News news) {
        return new QuarantinePage(context, services, news).build();
    }

    private ListPage<HeldMessage> build() {
        page.grid().head("sender", message -> Cells.twoLines(sender(message), recipients(message)));
        page.grid().text("reason", 560, this::reason).setFlexGrow(1);
        page.grid()
                .text("held", 560, message -> Figures.moment(message.heldAt(), locale))
                .setWidth("13.5rem");
        page.grid()
                .text("size", 860, message -> Figures.bytes(message.size(), locale))
                .setWidth("7rem");
        page.open(this::detail).renewOn(News.Kind.TICK);
        page.export(List.of(
                new CsvColumn<>(words("queue.id"), HeldMessage::id),
                new CsvColumn<>(words("quarantine.column.sender"), HeldMessage::sender),
                new CsvColumn<>(words("queue.recipients"), QuarantinePage::recipients),
                new CsvColumn<>(words("quarantine.column.reason"), HeldMessage::reason),
                new CsvColumn<>(
                        words("quarantine.found"), message -> message.evidence().told()),
                new CsvColumn<>(words("quarantine.sha256"), HeldMessage::sha256),
                new CsvColumn<>(words("quarantine.column.held"), message -> message.heldAt()
                        .toString())));
        return page.show();
    }

    private String sender(HeldMessage message) {
        return message.sender().isEmpty() ? words("queue.no-sender") : message.sender();
    }

    private static String recipients(HeldMessage message) {
        return String.join(", ", message.recipients());
    }

    private String reason(HeldMessage message) {
        return switch (message.reason()) {
            case Evidence.MALWARE -> Texts.of(locale, "quarantine.reason.malware", message.malware());
            case Evidence.SPAM -> Texts.of(locale, "quarantine.reason.spam", points(message.score()));
            default -> words("quarantine.by-hand");
        };
    }

    private String points(double some) {
        return String.format(locale, "%.1f", some);
    }

    /** What readers may know of it, or the name that the operator gave. */
    private String mark(SpamMark mark) {
        String name = Texts.find(locale, "quarantine.mark." + mark.name())
                .map(known -> known + " (" + mark.name() + ")")
                .orElse(mark.name());
        return Texts.of(locale, "quarantine.mark.points", name, points(mark.points()));
    }

    private FactsPanel detail(HeldMessage message) {
        var facts = new FactsPanel(locale, "quarantine-detail", sender(message), page::closePanel);
        facts.row("queue.recipients", recipients(message));
        facts.row("quarantine.column.reason", reason(message));
        for (SpamMark mark : message.marks()) {
            facts.row("quarantine.mark", mark(mark));
        }
        if (!message.sha256().isEmpty()) {
            facts.row("quarantine.sha256", message.sha256());
        }
        facts.row("quarantine.column.held", Figures.moment(message.heldAt(), locale));
        facts.row("quarantine.column.size", Figures.bytes(message.size(), locale));
        facts.row("queue.id", message.id());
        if (context.caller().is(Role.QUARANTINE)) {
            facts.act(act("release", VaadinIcon.CHECK, ButtonVariant.PRIMARY, message, () -> services.quarantine()
                    .release(context.caller(), message.id())));
            facts.act(act("delete", VaadinIcon.TRASH, ButtonVariant.ERROR, message, () -> services.quarantine()
                    .delete(context.caller(), message.id())));
        } else {
            facts.row("quarantine.right", words("quarantine.right.missing"));
        }
        return facts;
    }

    /** Both cannot be taken back: what is typed is the number of the message. */
    private Button act(String name, VaadinIcon icon, ButtonVariant variant, HeldMessage message, Runnable deed) {
        var button = new Button(
                words("quarantine." + name),
                icon.create(),
                click -> Questions.typed(locale, "quarantine." + name, message.id(), () -> {
                    deed.run();
                    Notices.success(UI.getCurrent(), words("quarantine." + name + ".done"));
                    page.close();
                    page.refresh();
                }));
        button.setId("quarantine-" + name);
        button.addThemeVariants(variant);
        return button;
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
