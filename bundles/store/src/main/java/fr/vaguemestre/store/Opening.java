package fr.vaguemestre.store;

/**
 * How a transaction begins: settings that end with it. The tenant is a parameter, never part of the text.
 *
 * @param settings one SELECT with one parameter, the tenant
 * @param tenant whose rows the transaction may touch; empty for none
 * @param writes whether it may change anything
 */
record Opening(String settings, String tenant, boolean writes) {
    private static final String TENANT = "SELECT set_config('vm.tenant', ?, true)";

    /** Sees that tenant and changes nothing. */
    static Opening toRead(String tenant) {
        return new Opening(TENANT + ", set_config('transaction_read_only', 'on', true)", tenant, false);
    }

    /** The commit lets go of the chain's head, which others wait for, before the disk has it; {@link Keeping} waits for that. */
    static Opening toWrite(String tenant) {
        return new Opening(TENANT + ", set_config('synchronous_commit', 'off', true)", tenant, true);
    }
}
