package fr.vaguemestre.annuaire;

import java.io.IOException;

/** An extraction that cannot be taken; what is in use stays. */
final class ExtractionRefused extends IOException {
    private static final long serialVersionUID = 1L;

    ExtractionRefused(String why) {
        super(why);
    }
}
