package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.server.streams.DownloadHandler;

/** A link that saves a file, as it stands in the head of pages. */
public final class SaveLink extends Anchor {
    /** A link of that id to that file, in words of the person's language. */
    public SaveLink(String id, String label, DownloadHandler file) {
        super(file, label);
        setId(id);
        addClassName("vm-act-link");
        addComponentAsFirst(VaadinIcon.DOWNLOAD.create());
    }
}
