package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.Svg;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** The product's sign and name. */
public final class Wordmark extends Div {
    /** An envelope whose flap is a wave. */
    private static final String MARK =
            """
            <svg viewBox="0 0 40 40" width="36" height="36" aria-hidden="true" focusable="false">
              <rect width="40" height="40" rx="10" fill="#1b8296"/>
              <path d="M9 14c3.6 0 4.4 7 7.4 7s4-5 7.1-5S27.6 21 31 14" fill="none" stroke="#fff" stroke-width="2.4"
                stroke-linecap="round"/>
              <rect x="9" y="12" width="22" height="16.8" rx="2.6" fill="none" stroke="#fff" stroke-width="2.2"/>
            </svg>""";

    /** The wordmark. */
    public Wordmark() {
        addClassName("vm-wordmark");
        var name = new Span("Vaguemestre");
        name.addClassName("vm-wordmark-name");
        add(new Svg(MARK), name);
    }
}
