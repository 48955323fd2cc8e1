package fr.vaguemestre.e2e;

/** What the range has written down of what came to it. */
final class Ledger {
    private Ledger() {}

    /** What the simulated operators and {@code echo@} saw: connections, certificates, messages. */
    static String peers() {
        return Machine.shell("cat \"$VM_STATE/range/peers.log\" 2>/dev/null || true")
                .out();
    }

    /** The same, since there were so many characters of it. */
    static String peersSince(int length) {
        String all = peers();
        return all.substring(Math.min(length, all.length()));
    }
}
