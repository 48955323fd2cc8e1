package fr.vaguemestre.api.webmail;

import java.util.Optional;

/**
 * Who writes or is written to.
 *
 * @param name how people see it, where told; decoded
 * @param address the address itself, as written
 */
public record MailAddress(Optional<String> name, String address) {
    /** An address without a name. */
    public static MailAddress of(String address) {
        return new MailAddress(Optional.empty(), address);
    }
}
