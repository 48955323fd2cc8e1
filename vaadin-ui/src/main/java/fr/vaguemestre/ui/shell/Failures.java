package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.ui.access.ConsoleSession;
import fr.vaguemestre.ui.access.SignInView;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a page left uncaught: a problem is told, an ended session leads to the sign-in page, the rest is logged. */
public final class Failures implements ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public void error(ErrorEvent event) {
        UI ui = UI.getCurrent();
        Throwable cause = event.getThrowable();
        if (ui == null) {
            LOG.error("console failed outside a page", cause);
        } else {
            tell(ui, cause);
        }
    }

    /** Tells the person in front of that window what went wrong. */
    public static void tell(UI ui, Throwable failure) {
        Problem problem = problemIn(failure);
        if (problem instanceof Unauthenticated) {
            ui.navigate(SignInView.class);
        } else if (problem != null) {
            Notices.failure(ui, ProblemTexts.of(problem, ui.getLocale()));
        } else {
            Notices.failure(ui, unexpected(ui, failure));
        }
    }

    /** Logs a failure that is nobody's problem and gives the words with the number to quote to support. */
    public static String unexpected(UI ui, Throwable failure) {
        String id = ConsoleSession.correlationId();
        LOG.error("unexpected failure {}", id, failure);
        return Texts.of(ui.getLocale(), "failure.unexpected", id);
    }

    private static @Nullable Problem problemIn(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof Problem problem) {
                return problem;
            }
        }
        return null;
    }
}
