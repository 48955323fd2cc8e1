package fr.vaguemestre.e2e;

/** A fault of the practice range, while a test needs it. */
final class RangeFault {
    private RangeFault() {}

    static void during(String name, Runnable act) {
        Machine.script("range", "fault", name, "on").expectOk();
        try {
            act.run();
        } finally {
            Machine.script("range", "fault", name, "off").expectOk();
        }
    }
}
