package fr.vaguemestre.ui.audit;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.server.VaadinService;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.audit.AuditService;
import fr.vaguemestre.api.audit.AuditVerification;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The walk along the chains: how far it is, a way to stop it, and what was found. A window that is closed stops it, too. */
final class VerifyDialog {
    private static final Logger LOG = LoggerFactory.getLogger(VerifyDialog.class);

    private final UI ui;
    private final Locale locale;
    private final AuditService trail;
    private final Caller caller;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean telling = new AtomicBoolean();
    private final Dialog dialog = new Dialog();
    private final ProgressBar bar = new ProgressBar();
    private final Paragraph told = new Paragraph();
    private final Paragraph reason = new Paragraph();
    private final Button stop;
    private final Button close;

    VerifyDialog(UI ui, Locale locale, AuditService trail, Caller caller) {
        this.ui = ui;
        this.locale = locale;
        this.trail = trail;
        this.caller = caller;
        stop = new Button(words("job.stop"), click -> stopped.set(true));
        stop.setDisableOnClick(true);
        close = new Button(words("job.close"), click -> dialog.close());
        close.addThemeVariants(ButtonVariant.PRIMARY);
        close.setId("verify-close");
        close.setVisible(false);
        told.setId("verify-told");
        told.getElement().setAttribute("aria-live", "polite");
        reason.setId("verify-reason");
        reason.getElement().setAttribute("lang", "en");
        reason.setVisible(false);
        bar.getElement().setAttribute("aria-label", words("audit.verify"));
        dialog.setHeaderTitle(words("audit.verify"));
        dialog.addClassName("vm-question");
        dialog.setCloseOnEsc(false);
        dialog.setCloseOnOutsideClick(false);
        dialog.add(bar, told, reason);
        dialog.getFooter().add(stop, close);
        dialog.addDetachListener(event -> stopped.set(true));
    }

    void start() {
        dialog.open();
        tell(0, 1);
        VaadinService.getCurrent().getExecutor().execute(this::work);
    }

    private void work() {
        try {
            long all = trail.size(caller);
            AuditVerification found = trail.verify(caller, checked -> {
                progress(checked, all);
                return !stopped.get();
            });
            hand(() -> report(found, all));
        } catch (Problem problem) {
            hand(() -> end(ProblemTexts.of(problem, locale)));
        } catch (RuntimeException unexpected) {
            LOG.error("the walk along the audit trail failed", unexpected);
            hand(() -> end(words("failure.title")));
        }
    }

    private void progress(long checked, long all) {
        if (telling.compareAndSet(false, true)) {
            hand(() -> {
                telling.set(false);
                tell(checked, Math.max(1, all));
            });
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what fails reaches the session's error handler
    private void hand(Runnable work) {
        try {
            ui.access(work::run);
        } catch (RuntimeException closed) {
            stopped.set(true);
            LOG.debug("the window was closed", closed);
        }
    }

    private void tell(long checked, long all) {
        bar.setValue(Math.clamp((double) checked / all, 0, 1));
        told.setText(Texts.of(locale, "audit.verify.progress", checked, all));
    }

    private void report(AuditVerification found, long all) {
        found.reason().ifPresent(why -> {
            reason.setText(why);
            reason.setVisible(true);
        });
        if (!found.intact()) {
            end(Texts.of(locale, "audit.verify.broken", found.firstBad().orElse("?"), found.checked()));
        } else if (found.checked() < all) {
            end(Texts.of(locale, "audit.verify.stopped", found.checked(), all));
        } else {
            end(Texts.of(locale, "audit.verify.intact", found.checked()));
        }
    }

    private void end(String words) {
        told.setText(words);
        bar.setVisible(false);
        stop.setVisible(false);
        close.setVisible(true);
        close.focus();
    }

    private String words(String key) {
        return Texts.of(locale, key);
    }
}
