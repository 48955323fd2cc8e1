package fr.vaguemestre.ui.registry;

import fr.vaguemestre.console.spi.ConsoleView;
import java.util.List;

/** The pages on offer at this moment. */
@FunctionalInterface
public interface Views {
    /** The pages, in menu order. */
    List<ConsoleView> present();
}
