package fr.vaguemestre.ui.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The scripts of the front end that every first page runs. Each of them names the next ones, and a browser that learns of them one
 * after the other waits a round trip, and a turn of its compiler, for each: the page tells all of them at once (ADR 0065).
 */
final class FirstScripts {
    private static final String WEBAPP = "/META-INF/VAADIN/webapp/";
    private static final String FOLDER = "VAADIN/build/";
    private static final Pattern IN_PAGE = Pattern.compile("src=\"" + FOLDER + "([\\w.-]+\\.js)\"");
    private static final Pattern IN_SCRIPT = Pattern.compile("[\"`]\\./([\\w.-]+\\.js)[\"`]");

    private FirstScripts() {}

    /**
     * Their addresses below the console's own, in the order in which they are named.
     *
     * @throws UncheckedIOException when the front end cannot be read; none of it is there while unit tests run, and the list is empty
     */
    static List<String> addresses() {
        var known = new LinkedHashSet<String>();
        var open = new ArrayDeque<String>(named(IN_PAGE, "index.html"));
        while (!open.isEmpty()) {
            String script = open.removeFirst();
            if (known.add(script)) {
                open.addAll(named(IN_SCRIPT, FOLDER + script));
            }
        }
        return known.stream().map(script -> FOLDER + script).toList();
    }

    private static Set<String> named(Pattern pattern, String path) {
        var names = new LinkedHashSet<String>();
        var found = pattern.matcher(text(path));
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }

    private static String text(String path) {
        try (InputStream file = FirstScripts.class.getResourceAsStream(WEBAPP + path)) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
