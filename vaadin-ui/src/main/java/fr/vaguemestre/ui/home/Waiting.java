package fr.vaguemestre.ui.home;

import fr.vaguemestre.ui.list.Cells.Mood;
import java.util.function.Supplier;

/**
 * Something that may wait for somebody.
 *
 * @param key of its texts: {@code .title}, and {@code .one}, {@code .many} with the figure
 * @param page where to go about it, an address inside the console
 * @param figure how much waits; asked when it is shown
 * @param mood how anything above zero is to be taken
 */
record Waiting(String key, String page, Supplier<Long> figure, Mood mood) {}
