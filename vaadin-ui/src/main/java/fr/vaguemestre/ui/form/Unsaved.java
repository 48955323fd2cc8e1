package fr.vaguemestre.ui.form;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.dom.Element;

/** Whether something was filled in that would be lost; the browser, too, asks before it closes over it. */
final class Unsaved {
    private final Element form;
    private boolean there;

    Unsaved(Element form) {
        this.form = form;
    }

    /** Whether there is something. */
    boolean isThere() {
        return there;
    }

    /** Something was filled in. */
    void touch() {
        if (!there) {
            there = true;
            form.executeJs("window.onbeforeunload = event => { if (this.isConnected) { event.preventDefault(); } }");
        }
    }

    /** It is safe, or no longer wanted. */
    void settled() {
        there = false;
        UI ui = UI.getCurrent();
        if (ui != null) {
            ui.getPage().executeJs("window.onbeforeunload = null");
        }
    }
}
