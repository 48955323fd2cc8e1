package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.shared.communication.PushMode;
import com.vaadin.flow.shared.ui.Transport;
import com.vaadin.flow.theme.lumo.Lumo;

/** The HTML page around everything: theme, style, push. Vaadin 25 loads no theme by itself. */
@StyleSheet(Lumo.STYLESHEET)
@StyleSheet("context://ui/tokens.css")
@StyleSheet("context://ui/console.css")
@StyleSheet("context://ui/sign-in.css")
@StyleSheet("context://ui/frame.css")
@StyleSheet("context://ui/panel.css")
@StyleSheet("context://ui/cards.css")
@StyleSheet("context://ui/list.css")
@StyleSheet("context://ui/bal.css")
@StyleSheet("context://ui/mail.css")
@StyleSheet("context://ui/state.css")
@StyleSheet("context://ui/indicators.css")
@Push(value = PushMode.AUTOMATIC, transport = Transport.LONG_POLLING)
public class ConsoleShell implements AppShellConfigurator {
    @Override
    public void configurePage(AppShellSettings page) {
        page.setViewport("width=device-width, initial-scale=1");
        page.addFavIcon("icon", "ui/mark.svg", "any");
        page.addMetaTag("robots", "noindex, nofollow");
        page.addMetaTag("referrer", "same-origin");
    }
}
