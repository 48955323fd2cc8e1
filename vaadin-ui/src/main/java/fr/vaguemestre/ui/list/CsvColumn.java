package fr.vaguemestre.ui.list;

import java.util.function.Function;

/**
 * A column of an exported table.
 *
 * @param header its name, in the person's language
 * @param value what stands in it
 */
public record CsvColumn<T>(String header, Function<T, String> value) {}
