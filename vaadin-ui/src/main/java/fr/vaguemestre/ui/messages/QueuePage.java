package fr.vaguemestre.ui.messages;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.messages.QueuedMessage;
import fr.vaguemestre.api.messages.QueuedMessage.Recipient;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.CsvColumn;
import fr.vaguemestre.ui.list.FactsPanel;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.list.LongJob;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;

/** What waits to be delivered, with the true cause, and a way to try again now. */
final class QueuePage {
    private static final String AWAY = "ui.messages-away";

    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final ListPage<QueuedMessage> page;

    private QueuePage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        page = new ListPage<>(
                context,
                news,
                "queue",
                new ListSource<>(
                        context::caller,
                        (caller, filter, request) -> services.queue().list(caller, request),
                        QueuedMessage::id,
                        AWAY));
    }

    static ListPage<QueuedMessage> of(ConsoleContext context, Services services, News news) {
        return new QueuePage(context, services, news).build();
    }

    private ListPage<QueuedMessage> build() {
        page.grid().head("sender", message -> Cells.twoLines(sender(message), recipients(message)));
        page.grid().text("cause", 560, QueuePage::cause).setFlexGrow(1);
        page.grid()
                .text("arrived", 560, message -> Figures.moment(message.arrivedAt(), locale))
                .setWidth("13.5rem");
        page.grid()
                .text("size", 860, message -> Figures.bytes(message.size(), locale))
                .setWidth("7rem");
        page.bulk("retry", message -> sender(message) + " " + message.id(), this::retryAll);
        page.open(this::detail).renewOn(News.Kind.TICK);
        page.export(List.of(
                new CsvColumn<>(words("queue.id"), QueuedMessage::id),
                new CsvColumn<>(words("queue.column.sender"), QueuedMessage::sender),
                new CsvColumn<>(words("queue.recipients"), QueuePage::recipients),
                new CsvColumn<>(words("queue.column.cause"), QueuePage::cause),
                new CsvColumn<>(words("queue.column.arrived"), message -> message.arrivedAt()
                        .toString())));
        return page.show();
    }

    private String sender(QueuedMessage message) {
        return message.sender().isEmpty() ? words("queue.no-sender") : message.sender();
    }

    private static String recipients(QueuedMessage message) {
        return String.join(
                ", ", message.recipients().stream().map(Recipient::address).toList());
    }

    private static String cause(QueuedMessage message) {
        return String.join(
                ", ",
                message.recipients().stream()
                        .map(Recipient::cause)
                        .filter(cause -> !cause.isEmpty())
                        .distinct()
                        .toList());
    }

    private FactsPanel detail(QueuedMessage message) {
        var facts = new FactsPanel(locale, "queue-detail", sender(message), page::closePanel);
        facts.row("queue.id", message.id());
        facts.row("queue.column.arrived", Figures.moment(message.arrivedAt(), locale));
        facts.row("queue.column.size", Figures.bytes(message.size(), locale));
        message.recipients().forEach(recipient -> {
            facts.heading(recipient.address());
            facts.row("queue.column.cause", recipient.cause().isEmpty() ? words("queue.untried") : recipient.cause());
            if (!recipient.detail().isEmpty()) {
                facts.foreign("queue.why", recipient.detail());
            }
        });
        var retry = new Button(words("queue.retry"), VaadinIcon.REFRESH.create(), click -> retry(message));
        retry.setId("queue-retry-one");
        retry.addThemeVariants(ButtonVariant.PRIMARY);
        facts.act(retry);
        return facts;
    }

    private void retry(QueuedMessage message) {
        services.queue().retry(context.caller(), message.id());
        Notices.success(UI.getCurrent(), words("queue.retried"));
        page.close();
        page.refresh();
    }

    private void retryAll(List<QueuedMessage> messages) {
        LongJob.run(
                UI.getCurrent(),
                words("queue.retry"),
                messages,
                message -> sender(message) + " " + message.id(),
                message -> services.queue().retry(context.caller(), message.id()),
                page::refresh);
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
