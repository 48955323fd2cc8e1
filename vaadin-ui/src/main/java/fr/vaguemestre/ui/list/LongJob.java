package fr.vaguemestre.ui.list;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.server.VaadinService;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.ui.text.ProblemTexts;
import fr.vaguemestre.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One act on many items, out of the person's way: how far it is, a way to stop it after the item at hand, and at the end what
 * was done and what was refused, item by item. A window that is closed meanwhile stops it, too.
 */
public final class LongJob<T> {
    private static final Logger LOG = LoggerFactory.getLogger(LongJob.class);
    /** How many refusals are told one by one. */
    private static final int TOLD = 50;

    private final UI ui;
    private final Locale locale;
    private final Function<T, String> name;
    private final Consumer<T> step;
    private final Runnable ended;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean telling = new AtomicBoolean();
    private volatile int reached;
    private final Dialog dialog = new Dialog();
    private final ProgressBar bar = new ProgressBar();
    private final Paragraph told = new Paragraph();
    private final UnorderedList refusals = new UnorderedList();
    private final Button stop;
    private final Button close;

    private LongJob(UI ui, String title, Function<T, String> name, Consumer<T> step, Runnable ended) {
        this.ui = ui;
        this.name = name;
        this.step = step;
        this.ended = ended;
        locale = ui.getLocale();
        stop = new Button(Texts.of(locale, "job.stop"), click -> stop());
        stop.setDisableOnClick(true);
        stop.setId("job-stop");
        close = new Button(Texts.of(locale, "job.close"), click -> dialog.close());
        close.addThemeVariants(ButtonVariant.PRIMARY);
        close.setId("job-close");
        close.setVisible(false);
        told.setId("job-told");
        told.getElement().setAttribute("aria-live", "polite");
        bar.getElement().setAttribute("aria-label", title);
        refusals.addClassName("vm-job-refusals");
        refusals.setVisible(false);
        dialog.setHeaderTitle(title);
        dialog.addClassName("vm-question");
        dialog.setCloseOnEsc(false);
        dialog.setCloseOnOutsideClick(false);
        dialog.add(bar, told, refusals);
        dialog.getFooter().add(stop, close);
        dialog.addDetachListener(event -> stopped.set(true));
    }

    /**
     * Starts it and shows how far it is.
     *
     * @param title what is done, in the person's language
     * @param name what an item is called in the report
     * @param step the act on one item, in a thread of its own; a {@link Problem} that it throws goes into the report
     * @param ended called in the window when it is over or was stopped
     */
    public static <T> void run(
            UI ui, String title, List<T> items, Function<T, String> name, Consumer<T> step, Runnable ended) {
        var job = new LongJob<>(ui, title, name, step, ended);
        job.dialog.open();
        job.tell(0, items.size());
        List<T> all = List.copyOf(items);
        VaadinService.getCurrent().getExecutor().execute(() -> job.work(all));
    }

    private void work(List<T> items) {
        List<String> refused = new ArrayList<>();
        int done = 0;
        for (T item : items) {
            if (stopped.get()) {
                break;
            }
            try {
                step.accept(item);
            } catch (Unauthenticated over) {
                stopped.set(true);
                refused.add(line(item, ProblemTexts.of(over, locale)));
            } catch (Problem problem) {
                refused.add(line(item, ProblemTexts.of(problem, locale)));
            } catch (RuntimeException unexpected) {
                LOG.error("a long job failed at one item", unexpected);
                refused.add(line(item, Texts.of(locale, "failure.title")));
            }
            done++;
            progress(done, items.size());
        }
        int last = done;
        hand(() -> report(last, items.size(), refused));
    }

    private String line(T item, String why) {
        return Texts.of(locale, "job.line", name.apply(item), why);
    }

    /** Tells how far it is, by a task in the window that may be waiting already: it tells the newest figure. */
    private void progress(int done, int all) {
        reached = done;
        if (telling.compareAndSet(false, true)) {
            hand(() -> {
                telling.set(false);
                if (!stopped.get()) {
                    tell(reached, all);
                }
            });
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what fails reaches the session's error handler
    private void hand(Runnable work) {
        try {
            ui.access(work::run);
        } catch (RuntimeException closed) {
            stopped.set(true);
            LOG.debug("the window of a long job was closed", closed);
        }
    }

    private void stop() {
        stopped.set(true);
        told.setText(Texts.of(locale, "job.stopping"));
    }

    private void tell(int done, int all) {
        bar.setValue(all == 0 ? 1 : Math.round(1000.0 * done / all) / 1000.0);
        told.setText(Texts.of(locale, "job.progress", done, all));
    }

    private void report(int last, int all, List<String> refused) {
        String words = Texts.counted(locale, "job.done", last - refused.size());
        if (!refused.isEmpty()) {
            words += " " + Texts.counted(locale, "job.refused", refused.size());
        }
        if (last < all) {
            words += " " + Texts.counted(locale, "job.left", all - last);
        }
        told.setText(words);
        refused.stream().limit(TOLD).forEach(line -> refusals.add(new ListItem(line)));
        refusals.setVisible(!refused.isEmpty());
        bar.setVisible(false);
        stop.setVisible(false);
        close.setVisible(true);
        close.focus();
        ended.run();
    }
}
