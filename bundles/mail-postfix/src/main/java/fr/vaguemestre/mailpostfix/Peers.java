package fr.vaguemestre.mailpostfix;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names behind peer ids that came through the edge of late, so that traces read well; never decides anything. */
final class Peers {
    private static final int MOST = 5_000;

    private final Map<String, String> names = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    });

    /** Remembers the name of a peer. */
    void remember(String peerId, String name) {
        names.put(peerId, name);
    }

    /** The name, or the id where it is not known. */
    String name(String peerId) {
        return names.getOrDefault(peerId, peerId);
    }
}
