package fr.vaguemestre.mailpostfix;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the sockets that the mail servers ask at, PID {@code fr.vaguemestre.mailpostfix}. */
@ObjectClassDefinition(
        name = "%config.name",
        description = "%config.description",
        localization = "OSGI-INF/l10n/mailpostfix")
@interface MailPostfixConfig {
    /** Loopback port of {@code auth_http}, asked by the mail edge, and by the filter about notices, 1 to 65535. */
    @AttributeDefinition
    int authHttpPort() default 18083;

    /** File of the secret that the edge shows in {@code X-Vaguemestre-Auth}. */
    @AttributeDefinition
    String authHttpSecret() default "/var/lib/vaguemestre/secrets/auth-http";

    /** File of the key, in hex, that proves an identity between edge and policy. */
    @AttributeDefinition
    String proofKey() default "/var/lib/vaguemestre/secrets/xclient-mac";

    /** Address of the smtpd behind the edge. */
    @AttributeDefinition
    String backendHost() default "127.0.0.1";

    /** Port of the smtpd behind the edge, 1 to 65535. */
    @AttributeDefinition
    int backendPort() default 18026;

    /** Loopback port of the filter that Postfix asks about each message (milter), 1 to 65535; Karaf only asks how it is. */
    @AttributeDefinition
    int filterPort() default 18033;

    /** Unix socket of the policy service, asked by that smtpd. */
    @AttributeDefinition
    String policySocket() default "/run/vaguemestre/policy.sock";

    /** Unix socket of the policy service about recipients of other operators, asked by the submission service. */
    @AttributeDefinition
    String submissionSocket() default "/run/vaguemestre/submission.sock";

    /** Unix socket of the tables {@code tls} and {@code route} (socketmap), asked by Postfix when mail leaves. */
    @AttributeDefinition
    String peersSocket() default "/run/vaguemestre/peers.sock";

    /** Program that lists the mail queue, or with an id tries a message again. */
    @AttributeDefinition
    String queue() default "/opt/vaguemestre/bin/queue";

    /** Program that releases or deletes a message that is held. */
    @AttributeDefinition
    String quarantine() default "/opt/vaguemestre/bin/quarantine";

    /** Folder where the filter notes what it found in messages that are held. */
    @AttributeDefinition
    String found() default "/var/lib/vaguemestre/quarantine";

    /** Unix socket of the scanner for malware, asked by the filter; Karaf asks how it is, and has it read signatures anew. */
    @AttributeDefinition
    String scannerSocket() default "/run/vaguemestre/clamav/clamd.sock";

    /** File without which the scanner does not run, and mail is not looked at for malware. */
    @AttributeDefinition
    String scannerSwitch() default "/opt/vaguemestre/etc/clamav/on";

    /** Folder of the scanner's signatures: ours, and those that were imported. */
    @AttributeDefinition
    String signatures() default "/var/lib/vaguemestre/signatures";

    /** Program that tells whether the scanner can use a folder of signatures. */
    @AttributeDefinition
    String clamscan() default "/usr/bin/clamscan";

    /** {@code on} on the practice range, where nobody misses official signatures. */
    @AttributeDefinition
    String range() default "off";

    /** Days after which health warns of imported signatures, 1 or more. */
    @AttributeDefinition
    int signaturesOldDays() default 7;

    /** Group that may connect to these sockets. */
    @AttributeDefinition
    String policyGroup() default "postfix";

    /** Largest message taken, in bytes on the wire, 1 or more: 25 MiB of content as base64 with line ends, 1 MiB of headers. */
    @AttributeDefinition
    long maxMessageBytes() default 36_962_304;

    /**
     * Recipients that a mailbox of ours may write to within an hour, whoever they are, 0 or more; 0 sets no limit. A message has 200
     * at most. Counted on each node for itself.
     */
    @AttributeDefinition
    int recipientsPerHour() default 1_000;

    /**
     * The same for mailboxes with a limit of their own, as those of software: {@code address=number}, with commas in between.
     */
    @AttributeDefinition
    String ownRecipientsPerHour() default "";

    /** Seconds that a question waits for the trust space while it is replaced, 0 to 14. */
    @AttributeDefinition
    int patienceSeconds() default 5;

    /** Program that makes a server read its configuration again; its argument is the server's name. */
    @AttributeDefinition
    String reload() default "/opt/vaguemestre/bin/reload";

    /** The mail log of Postfix. */
    @AttributeDefinition
    String mailLog() default "/var/log/vaguemestre/mail.log";
}
