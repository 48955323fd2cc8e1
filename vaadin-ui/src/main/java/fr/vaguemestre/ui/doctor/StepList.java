package fr.vaguemestre.ui.doctor;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import fr.vaguemestre.api.annuaire.BothTexts;
import fr.vaguemestre.api.doctor.Diagnosis;
import fr.vaguemestre.api.doctor.DoctorStep;
import fr.vaguemestre.api.doctor.StepState;
import fr.vaguemestre.ui.list.Cells;
import fr.vaguemestre.ui.list.Cells.Mood;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;

/** The steps of a walk: what became of each, why, what to do about it, and who must. */
final class StepList extends OrderedList {
    private final Locale locale;

    StepList(Locale locale, Diagnosis diagnosis) {
        this.locale = locale;
        setClassName("vm-steps");
        diagnosis.steps().forEach(step -> add(item(step)));
    }

    private ListItem item(DoctorStep step) {
        var name = new Span(words("doctor.step." + step.kind()));
        name.addClassName("vm-name");
        var head = new Div(name, Cells.badge(words("doctor.state." + step.state()), mood(step.state())));
        head.addClassName("vm-change-head");
        step.who().ifPresent(who -> head.add(new Span(words("doctor.who." + who))));
        var item = new ListItem(head);
        item.setId("doctor-step-" + step.kind());
        step.advice().ifPresent(advice -> item.add(new Paragraph(text(advice))));
        if (!step.detail().isBlank()) {
            var detail = new Div(step.detail());
            detail.addClassName("vm-change-dns");
            detail.getElement().setAttribute("lang", "en");
            item.add(detail);
        }
        return item;
    }

    private String text(BothTexts texts) {
        return locale.getLanguage().equals(Locale.FRENCH.getLanguage()) ? texts.fr() : texts.en();
    }

    private static Mood mood(StepState state) {
        return switch (state) {
            case OK -> Mood.GOOD;
            case FAILED -> Mood.BAD;
            case NOT_TRIED -> Mood.CALM;
        };
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
