package fr.vaguemestre.messages;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.messages.PatientAddresses;
import fr.vaguemestre.api.messages.TraceEntry;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Puts a step in its final form: its tenant found, addresses in lower case, patients' addresses masked. */
final class Addressed {
    private static final int LONGEST = 1_000;

    private final Function<String, Optional<String>> tenantOfDomain;

    /** Finds tenants by that lookup, from a domain in lower case. */
    Addressed(Function<String, Optional<String>> tenantOfDomain) {
        this.tenantOfDomain = tenantOfDomain;
    }

    TraceEntry of(TraceEntry entry) {
        Optional<String> sender = entry.sender().map(Addressed::lower);
        Optional<String> recipient = entry.recipient().map(Addressed::lower);
        String tenant = entry.tenant().equals(Caller.PLATFORM)
                ? recipient
                        .flatMap(this::tenant)
                        .or(() -> sender.flatMap(this::tenant))
                        .orElse(Caller.PLATFORM)
                : entry.tenant();
        return new TraceEntry(
                entry.at(),
                tenant,
                entry.stage(),
                entry.outcome(),
                printable(entry.cause()),
                masked(printable(entry.detail())),
                printable(entry.peer()),
                sender.map(Addressed::masked),
                recipient.map(Addressed::masked),
                entry.messageId().map(Addressed::printable),
                entry.queueId().map(Addressed::printable),
                entry.size());
    }

    /** Which way a message goes, seen from this operator, and which of its domains it is counted for. */
    Way way(TraceEntry addressed) {
        Optional<String> to = addressed.recipient().map(Addressed::domain).filter(this::isOurs);
        if (addressed.sender().isEmpty()) {
            return new Way("notice", to);
        }
        Optional<String> from = addressed.sender().map(Addressed::domain).filter(this::isOurs);
        if (to.isPresent()) {
            return new Way(from.isPresent() ? "internal" : "inbound", to);
        }
        return new Way(from.isPresent() ? "outbound" : "foreign", from);
    }

    private boolean isOurs(String domain) {
        return tenantOfDomain.apply(domain).isPresent();
    }

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /**
     * Noted when the step is written, so that what is counted later does not depend on the domains that are left then.
     *
     * @param direction {@code inbound}, {@code outbound}, {@code internal}, {@code notice} (null sender) or {@code foreign}
     * @param domain the domain of ours that it is counted for
     */
    record Way(String direction, Optional<String> domain) {}

    private Optional<String> tenant(String address) {
        return tenantOfDomain.apply(domain(address));
    }

    private static String lower(String address) {
        return printable(address).toLowerCase(Locale.ROOT);
    }

    /** The domain of an address, in lower case. */
    static String domainOf(String address) {
        return domain(address).toLowerCase(Locale.ROOT);
    }

    static String masked(String text) {
        return new PatientAddresses(text).masked();
    }

    /** Peers choose these words: no control character, no end of space. */
    private static String printable(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return shown.replaceAll("[\\p{Cntrl}\\ud800-\\udfff]", "?");
    }
}
