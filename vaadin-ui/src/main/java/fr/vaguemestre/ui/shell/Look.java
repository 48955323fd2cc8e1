package fr.vaguemestre.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinRequest;
import fr.vaguemestre.ui.text.Kept;
import java.util.Arrays;
import java.util.Locale;

/** Light or dark: as the person's machine has it, or as the person chose, which the browser keeps. */
public enum Look {
    /** As the machine has it. */
    AUTO,
    /** Light. */
    LIGHT,
    /** Dark. */
    DARK;

    /** The attribute of the page's root that the style sheet goes by. */
    public static final String ATTRIBUTE = "data-look";

    private static final String COOKIE = "vaguemestre-look";

    /** The look to answer that request in. */
    public static Look of(VaadinRequest request) {
        return Kept.read(request, COOKIE)
                .flatMap(word -> Arrays.stream(values())
                        .filter(look -> look.word().equals(word))
                        .findFirst())
                .orElse(AUTO);
    }

    /** The word for the attribute, the cookie and the names of texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Keeps this look in the browser, and shows that window so from now on. */
    public void choose(UI ui) {
        Kept.write(COOKIE, word());
        ui.getPage().executeJs("document.documentElement.setAttribute($0, $1)", ATTRIBUTE, word());
    }
}
