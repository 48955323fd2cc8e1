package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Contract.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a parameter or a field of a body names: the rules of the isolation matrix. */
enum Thing {
    DOMAIN,
    STRUCTURE,
    USER,
    MAILBOX,
    MESSAGE,
    MAIL_ID,
    QUEUED,
    PUBLICATION,
    CERTIFICATE,
    CURSOR,
    KEY,
    WORDS,
    FOLDER,
    /** Nobody's: a word of a list, a number, a date, a text to keep. */
    NOBODYS;

    /** Parameters of paths, by the segment before them. */
    private static final Map<String, Thing> PATHS = Map.ofEntries(
            Map.entry("domains", DOMAIN),
            Map.entry("users", USER),
            Map.entry("mailboxes", MAILBOX),
            Map.entry("email", MAILBOX),
            Map.entry("messages", MESSAGE),
            Map.entry("drafts", MESSAGE),
            Map.entry("attachments", NOBODYS),
            Map.entry("queue", QUEUED),
            Map.entry("quarantine", QUEUED),
            // The operator's own.
            Map.entry("signatures", NOBODYS),
            Map.entry("publications", PUBLICATION),
            Map.entry("indicators", NOBODYS),
            Map.entry("certificates", CERTIFICATE),
            Map.entry("requests", NOBODYS),
            Map.entry("authorities", NOBODYS),
            // Another operator's domain: what is found about it is the same for everybody.
            Map.entry("doctor", NOBODYS),
            Map.entry("history", NOBODYS),
            Map.entry("held", NOBODYS));

    private static final Map<String, Thing> QUERIES = Map.ofEntries(
            Map.entry("domain", DOMAIN),
            Map.entry("tenant", STRUCTURE),
            Map.entry("structure", STRUCTURE),
            Map.entry("address", MAILBOX),
            Map.entry("object", MAILBOX),
            Map.entry("subject", USER),
            Map.entry("messageId", MAIL_ID),
            Map.entry("cursor", CURSOR),
            Map.entry("q", WORDS),
            Map.entry("folder", FOLDER),
            Map.entry("Idempotency-Key", KEY),
            Map.entry("Content-Type", NOBODYS),
            Map.entry("type", NOBODYS),
            Map.entry("kind", NOBODYS),
            Map.entry("state", NOBODYS),
            Map.entry("limit", NOBODYS),
            Map.entry("sort", NOBODYS),
            Map.entry("action", NOBODYS),
            Map.entry("outcome", NOBODYS),
            Map.entry("cause", NOBODYS),
            Map.entry("from", NOBODYS),
            Map.entry("until", NOBODYS),
            Map.entry("recount", NOBODYS),
            Map.entry("force", NOBODYS),
            Map.entry("dryRun", NOBODYS),
            Map.entry("anyway", NOBODYS),
            Map.entry("unread", NOBODYS),
            Map.entry("flagged", NOBODYS),
            Map.entry("profession", NOBODYS),
            Map.entry("city", NOBODYS));

    /** Fields of bodies, with their operation; those that name nobody's thing are below. */
    private static final Map<String, Thing> FIELDS = Map.ofEntries(
            Map.entry("mailbox.create address", MAILBOX),
            Map.entry("mailbox.create domain", DOMAIN),
            Map.entry("user.create domains", DOMAIN),
            Map.entry("user.create mailboxes", MAILBOX),
            Map.entry("user.change domains", DOMAIN),
            Map.entry("user.change mailboxes", MAILBOX),
            Map.entry("email.send inReplyTo", MESSAGE),
            Map.entry("email.send draft", MESSAGE),
            Map.entry("email.draft inReplyTo", MESSAGE),
            Map.entry("email.draft draft", MESSAGE),
            Map.entry("email.redraft inReplyTo", MESSAGE),
            Map.entry("email.redraft draft", MESSAGE));

    /** Operations none of whose (other) fields names somebody's thing: whom one writes to is free, new names are new. */
    private static final Set<String> FREE = Set.of(
            "absence.set",
            "auth.login",
            "auth.password",
            "authority.trust",
            "auth.refresh",
            "domain.create",
            "domainCertificate.request",
            "domainCertificate.load",
            "operatorCertificate.request",
            "operatorCertificate.load",
            "domain.change",
            "mailbox.create",
            "mailbox.change",
            "user.create",
            "user.change",
            "email.change",
            "email.send",
            "email.sendForm",
            "email.draft",
            "email.redraft");

    /** What a parameter of a path names; empty where no rule is known. */
    static Optional<Thing> ofPath(Operation operation, String name) {
        String before = operation.path().replaceFirst("/\\{" + name + "}.*", "");
        return Optional.ofNullable(PATHS.get(before.substring(before.lastIndexOf('/') + 1)));
    }

    /** What a parameter of the query, or a header, names. */
    static Optional<Thing> ofQuery(String name) {
        return Optional.ofNullable(QUERIES.get(name));
    }

    /** What a field of the body names. */
    static Optional<Thing> ofField(Operation operation, String name) {
        Thing known = FIELDS.get(operation.id() + " " + name);
        if (known != null) {
            return Optional.of(known);
        }
        return FREE.contains(operation.id()) ? Optional.of(NOBODYS) : Optional.empty();
    }
}
