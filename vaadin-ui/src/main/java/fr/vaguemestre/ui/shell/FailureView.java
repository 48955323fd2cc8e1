package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import fr.vaguemestre.ui.text.Texts;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shown when a page cannot be made at all. */
public final class FailureView extends Main implements HasErrorParameter<Exception>, HasDynamicTitle {
    private static final Logger LOG = LoggerFactory.getLogger(FailureView.class);

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        addClassName("vm-lone");
        if (parameter.getException() instanceof NotFoundException) {
            add(StateBox.of(getLocale(), "page.unknown").link(""));
            return HttpServletResponse.SC_NOT_FOUND;
        }
        LOG.error("a page of the console could not be made", parameter.getException());
        add(StateBox.of(getLocale(), "page.failed").link(""));
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    @Override
    public String getPageTitle() {
        return Texts.of(getLocale(), "app.name");
    }
}
