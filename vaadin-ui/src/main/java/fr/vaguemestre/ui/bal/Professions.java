package fr.vaguemestre.ui.bal;

import fr.vaguemestre.ui.text.Texts;
import java.util.List;
import java.util.Locale;

/** The professions that are offered by name (NOS TRE_G15); any other code can be typed. */
final class Professions {
    static final List<String> CODES = List.of("10", "21", "26", "28", "40", "50", "60", "70", "80", "91");

    private Professions() {}

    /** The name and code, or the code alone where there is no name for it here. */
    static String name(String code, Locale locale) {
        return Texts.find(locale, "profession." + code)
                .map(name -> name + " (" + code + ")")
                .orElse(code);
    }
}
