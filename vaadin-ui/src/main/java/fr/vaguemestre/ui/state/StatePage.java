package fr.vaguemestre.ui.state;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.monitoring.HealthFinding;
import fr.vaguemestre.api.monitoring.HealthStatus;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Banner;
import fr.vaguemestre.ui.shell.PageHead;
import fr.vaguemestre.ui.text.Texts;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Each part of the appliance with how it is, what is wrong or missing first; renewed while one looks. */
final class StatePage extends Div {
    private static final int TICKS = 3;

    private final Services services;
    private final Locale locale;
    private final Banner banner;
    private final H2 verdict = new H2();
    private final UnorderedList list = new UnorderedList();
    private List<HealthFinding> shown = List.of();
    private int ticks;

    StatePage(ConsoleContext context, Services services, News news) {
        this.services = services;
        locale = context.locale();
        banner = new Banner(locale, this::renew);
        addClassNames("vm-page", "vm-health");
        // It may be longer than the window and holds nothing to press: keys must reach it all the same.
        getElement().setAttribute("tabindex", "0");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", words("state.title"));
        verdict.setId("state-verdict");
        verdict.getElement().setAttribute("aria-live", "polite");
        list.setId("state-list");
        add(new PageHead(words("state.title")), banner, verdict, list);
        renew();
        news.follow(this, kind -> {
            if (kind == News.Kind.TICK && ++ticks % TICKS == 0) {
                renew();
            }
        });
    }

    private void renew() {
        try {
            show(services.health().findings());
            banner.tell(Optional.empty());
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem away) {
            banner.tell(Optional.of(away));
        }
    }

    private void show(List<HealthFinding> findings) {
        List<HealthFinding> sorted = findings.stream()
                .sorted(Comparator.comparing(HealthFinding::status).reversed().thenComparing(HealthFinding::name))
                .toList();
        if (sorted.equals(shown)) {
            return;
        }
        shown = sorted;
        long wanting = sorted.stream()
                .filter(finding -> finding.status() != HealthStatus.UP)
                .count();
        verdict.setText(wanting == 0 ? words("state.well") : Texts.counted(locale, "state.wanting", wanting));
        list.removeAll();
        sorted.forEach(finding -> list.add(row(finding)));
    }

    private ListItem row(HealthFinding finding) {
        String word = finding.status().name().toLowerCase(Locale.ROOT);
        Icon sign = sign(finding.status()).create();
        sign.getElement().setAttribute("aria-hidden", "true");
        var name = new Span(StateWords.part(locale, finding.name()));
        name.addClassName("vm-health-name");
        var status = new Span(words("state." + word));
        status.addClassName("vm-health-status");
        var row = new ListItem(sign, name, status);
        row.addClassNames("vm-health-row", "vm-health-" + word);
        row.getElement().setAttribute("data-check", finding.name());
        StateWords.advice(locale, finding).ifPresent(advice -> row.add(new Paragraph(advice)));
        if (!finding.detail().isEmpty()) {
            var detail = new Paragraph(finding.detail());
            detail.addClassName("vm-health-detail");
            detail.getElement().setAttribute("lang", "en");
            row.add(detail);
        }
        return row;
    }

    private static VaadinIcon sign(HealthStatus status) {
        return switch (status) {
            case UP -> VaadinIcon.CHECK_CIRCLE;
            case DEGRADED -> VaadinIcon.WARNING;
            case DOWN -> VaadinIcon.CLOSE_CIRCLE;
        };
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
