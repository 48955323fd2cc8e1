package fr.vaguemestre.ui.list;

import com.vaadin.flow.server.streams.DownloadHandler;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tables as spreadsheets read them: the mark of UTF-8 first, and the separator that the language's spreadsheets expect. */
public final class Csv {
    /** How many rows one export holds at most. */
    public static final int MOST = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Csv.class);

    private Csv() {}

    /** What the list shows under its filter and sort, read while it is saved. */
    static <T> DownloadHandler of(ListSource<T> source, List<CsvColumn<T>> columns, String name, Locale locale) {
        return event -> {
            event.setFileName(name + ".csv");
            event.setContentType("text/csv; charset=utf-8");
            try (Writer out = new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8)) {
                out.write('\ufeff');
                line(out, columns, CsvColumn::header, locale);
                boolean all = source.each(MOST, item -> {
                    try {
                        line(out, columns, column -> column.value().apply(item), locale);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                if (!all) {
                    LOG.info("an export of {} was cut after {} rows", name, MOST);
                }
            }
        };
    }

    private static <T> void line(
            Writer out, List<CsvColumn<T>> columns, Function<CsvColumn<T>, String> cell, Locale locale)
            throws IOException {
        out.write(String.join(
                        locale.getLanguage().equals("fr") ? ";" : ",",
                        columns.stream().map(cell).map(Csv::quoted).toList())
                + "\r\n");
    }

    /** A cell in quotes; one that a spreadsheet would take for a formula gets an apostrophe in front. */
    static String quoted(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
