package fr.vaguemestre.webmail;

import com.sun.mail.iap.CommandFailedException;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.Unavailable;

/** What Dovecot refuses, in the words of this capability. */
final class Refusals {
    private Refusals() {}

    /** A refused command: its response code (RFC 5530) tells why. */
    static Problem of(CommandFailedException refused) {
        String words = String.valueOf(refused.getMessage());
        if (words.contains("[OVERQUOTA]")) {
            return new Conflict("webmail.quota", "the mailbox is full");
        }
        if (words.contains("[TRYCREATE]")
                || words.contains("[NONEXISTENT]")
                || words.contains("Mailbox doesn't exist")) {
            return folder();
        }
        if (words.contains("[CANNOT]") || words.contains("Invalid mailbox name")) {
            return folder();
        }
        return new Unavailable("webmail.unavailable", "the mail server refused", refused);
    }

    /** A refused sign-in, though a token was issued a moment ago: closed or taken away since, unless the server is ill. */
    static Problem ofSignIn(CommandFailedException refused) {
        if (String.valueOf(refused.getMessage()).contains("[UNAVAILABLE]")) {
            return new Unavailable("webmail.unavailable", "the mail server cannot sign in now", refused);
        }
        return mailbox();
    }

    static NotFound mailbox() {
        return new NotFound("webmail.mailbox-unknown", "no such mailbox");
    }

    static NotFound folder() {
        return new NotFound("webmail.folder-unknown", "no such folder");
    }

    static NotFound message() {
        return new NotFound("webmail.message-unknown", "no such message");
    }

    static NotFound attachment() {
        return new NotFound("webmail.attachment-unknown", "no such attachment");
    }
}
