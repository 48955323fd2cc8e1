package fr.vaguemestre.ui.doctor;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.doctor.PeerFinding;
import fr.vaguemestre.api.doctor.StepState;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.Cells.Mood;
import fr.vaguemestre.ui.list.FactsPanel;
import fr.vaguemestre.ui.list.ListPage;
import fr.vaguemestre.ui.list.ListSource;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.shell.Notices;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/** What the rounds of the nights found about the most used peers, newest first; beside it any domain can be walked now. */
final class DoctorPage {
    private final ConsoleContext context;
    private final Services services;
    private final Locale locale;
    private final ListPage<PeerFinding> page;

    private DoctorPage(ConsoleContext context, Services services, News news) {
        this.context = context;
        this.services = services;
        locale = context.locale();
        page = new ListPage<>(
                context,
                news,
                "doctor",
                new ListSource<>(
                        context::caller,
                        (caller, filter, request) -> services.doctor().history(caller, request),
                        PeerFinding::id,
                        "ui.doctor-away"));
    }

    static ListPage<PeerFinding> of(ConsoleContext context, Services services, News news) {
        return new DoctorPage(context, services, news).build();
    }

    private ListPage<PeerFinding> build() {
        page.grid()
                .head("domain", finding -> Cells.twoLines(finding.diagnosis().domain(), at(finding), state(finding)));
        page.grid().column("state", 560, this::state).setWidth("23rem");
        page.grid()
                .text("messages", 720, finding -> Figures.number(finding.messages(), locale))
                .setWidth("9rem");
        var round = new Button(words("doctor.round"), VaadinIcon.CLOCK.create(), click -> round());
        round.setId("doctor-round");
        var look = new Button(words("doctor.walk"), VaadinIcon.SEARCH.create(), click -> walk());
        look.setId("doctor-walk");
        look.addThemeVariants(ButtonVariant.PRIMARY);
        return page.act(round)
                .act(look)
                .open(this::detail)
                .renewOn(News.Kind.TICK)
                .show();
    }

    private Div state(PeerFinding finding) {
        var cell = new Div(
                finding.diagnosis().isGood()
                        ? Cells.badge(words("doctor.good"), Mood.GOOD)
                        : Cells.badge(
                                words(finding.isFallen() ? "doctor.fallen" : "doctor.bad"),
                                finding.isFallen() ? Mood.BAD : Mood.WARN));
        finding.diagnosis().steps().stream()
                .filter(step -> step.state() == StepState.FAILED)
                .findFirst()
                .ifPresent(step -> cell.add(new Span(" " + words("doctor.step." + step.kind()))));
        return cell;
    }

    private FactsPanel detail(PeerFinding finding) {
        var facts = new FactsPanel(locale, "doctor-detail", finding.diagnosis().domain(), page::closePanel);
        facts.row("doctor.at", at(finding));
        facts.row("doctor.column.messages", Figures.number(finding.messages(), locale));
        finding.worked().ifPresent(at -> facts.row("doctor.worked", Figures.moment(at, locale)));
        facts.with(new StepList(locale, finding.diagnosis()));
        return facts;
    }

    private String at(PeerFinding finding) {
        return Figures.moment(finding.diagnosis().at(), locale);
    }

    private void walk() {
        page.showPanel(new WalkPanel(context, services, page::closePanel));
    }

    private void round() {
        try {
            services.doctor().beginRound(context.caller());
            Notices.success(UI.getCurrent(), words("doctor.round.begun"));
        } catch (Unauthenticated ended) {
            throw ended;
        } catch (Problem refused) {
            Notices.failure(UI.getCurrent(), ProblemTexts.of(refused, locale));
        }
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
