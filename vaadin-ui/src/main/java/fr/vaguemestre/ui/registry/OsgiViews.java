package fr.vaguemestre.ui.registry;

import fr.vaguemestre.console.spi.ConsoleView;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The pages of the OSGi registry, ours and vendors', as they come and go. */
@Component(service = Views.class)
public final class OsgiViews implements Views {
    private final SortedMap<ServiceReference<ConsoleView>, ConsoleView> views =
            new ConcurrentSkipListMap<>(Collections.reverseOrder());
    private final News news;

    /** Called by Declarative Services. */
    @Activate
    public OsgiViews(@Reference News news) {
        this.news = news;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addView(ServiceReference<ConsoleView> reference, ConsoleView view) {
        views.put(reference, view);
        news.publish(News.Kind.VIEWS);
    }

    void removeView(ServiceReference<ConsoleView> reference) {
        views.remove(reference);
        news.publish(News.Kind.VIEWS);
    }

    @Override
    public List<ConsoleView> present() {
        return List.copyOf(views.values());
    }
}
