package fr.vaguemestre.webmail;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many messages folders held when they were last listed: only spares a round trip, and forgets the oldest. */
final class FolderSizes {
    private static final int MOST = 20_000;

    private final Map<String, Integer> totals = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST;
        }
    };

    /** Those of that mailbox. */
    Listing.Totals of(String address) {
        return new Listing.Totals() {
            @Override
            public int guess(String folder) {
                synchronized (totals) {
                    return totals.getOrDefault(address + ' ' + folder, 0);
                }
            }

            @Override
            public void told(String folder, int total) {
                synchronized (totals) {
                    totals.put(address + ' ' + folder, total);
                }
            }
        };
    }
}
