package fr.vaguemestre.ui.registry;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.shared.Registration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells open pages that they may have something new to show; what it is they read themselves, with their own rights. */
@org.osgi.service.component.annotations.Component(service = News.class)
public final class News {
    private static final Logger LOG = LoggerFactory.getLogger(News.class);

    private final Set<Consumer<Kind>> listeners = ConcurrentHashMap.newKeySet();

    /** What may be new. */
    public enum Kind {
        /** A page came or went. */
        VIEWS,
        /** A mailbox was made or changed. */
        BALS,
        /** Some seconds went by: figures that nobody announces may have moved. */
        TICK
    }

    /**
     * Listens on behalf of a window until the registration is removed; the listener runs with the window locked. Ticks do
     * not queue up: while one is waited for or worked on, further ones are left out, else slow ones would keep the window
     * from ever showing what they found.
     */
    public Registration listen(UI window, Consumer<Kind> listener) {
        var ticking = new AtomicBoolean();
        Consumer<Kind> own = kind -> {
            if (kind != Kind.TICK) {
                hand(window, () -> listener.accept(kind));
            } else if (ticking.compareAndSet(false, true)) {
                tick(window, listener, ticking);
            }
        };
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** Listens on behalf of the window that a page stands in, for as long as it stands there; as {@link #listen}. */
    public void follow(Component page, Consumer<Kind> listener) {
        page.addAttachListener(attached -> {
            Registration listening = listen(attached.getUI(), listener);
            page.addDetachListener(detached -> {
                detached.unregisterListener();
                listening.remove();
            });
        });
    }

    private static void tick(UI window, Consumer<Kind> listener, AtomicBoolean ticking) {
        try {
            hand(window, () -> {
                try {
                    listener.accept(Kind.TICK);
                } finally {
                    ticking.set(false);
                }
            });
        } catch (RuntimeException notTaken) {
            ticking.set(false);
            throw notTaken;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what fails reaches the session's error handler
    private static void hand(UI window, Command work) {
        window.access(work);
    }

    /** Tells every listener; one that fails does not keep it from the others. */
    public void publish(Kind kind) {
        for (Consumer<Kind> listener : listeners) {
            try {
                listener.accept(kind);
            } catch (RuntimeException e) {
                LOG.debug("a window that is closing could not take the news {}", kind, e);
            }
        }
    }
}
