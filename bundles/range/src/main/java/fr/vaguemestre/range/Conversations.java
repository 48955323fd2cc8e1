package fr.vaguemestre.range;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which professional a patient may write to: whoever wrote to the patient, until that one closes the exchange. Kept while the
 * operator runs.
 */
final class Conversations {
    private static final int MOST = 10_000;

    private final Map<String, Boolean> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    /** A professional wrote to a patient; or wrote the last word. */
    synchronized void wrote(String professional, String patient, boolean last) {
        known.put(key(professional, patient), !last);
    }

    /** Whether the patient may write to that professional now. */
    synchronized boolean isOpen(String professional, String patient) {
        return known.getOrDefault(key(professional, patient), false);
    }

    private static String key(String professional, String patient) {
        return (professional + " " + patient).toLowerCase(Locale.ROOT);
    }
}
