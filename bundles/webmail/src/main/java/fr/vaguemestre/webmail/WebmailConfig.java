package fr.vaguemestre.webmail;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/fr.vaguemestre.webmail.cfg}. */
@ObjectClassDefinition(name = "Vaguemestre webmail")
@interface WebmailConfig {
    @AttributeDefinition(description = "Where our mail servers listen")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "Port of IMAP with STARTTLS, 1 to 65535")
    int imapPort() default 18143;

    @AttributeDefinition(description = "Port of submission with STARTTLS, 1 to 65535")
    int submissionPort() default 18587;

    @AttributeDefinition(
            description = "PEM file that begins with the certificate of our mail servers: no other is accepted")
    String certificate() default "/var/lib/vaguemestre/tls/operateur.crt";

    @AttributeDefinition(description = "Most IMAP connections at once, of all mailboxes, 1 or more")
    int connections() default 100;

    @AttributeDefinition(description = "Most IMAP connections at once of one account to one mailbox, 1 to 20")
    int connectionsPerMailbox() default 4;

    @AttributeDefinition(description = "After how many seconds without use an IMAP connection is closed, 1 to 600")
    int idleSeconds() default 30;

    @AttributeDefinition(description = "Most bytes that the attachments of one message hold in all, decoded, 1 or more")
    long maxAttachmentBytes() default 25L * 1024 * 1024;
}
