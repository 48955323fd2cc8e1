package fr.vaguemestre.api.access;

import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Gives a person at the console or behind REST the token with which the mail servers open one of its mailboxes. There is no
 * account that opens them all: who may open what is decided for each token here, and again by the mail servers themselves.
 */
@ProviderType
public interface MailTokenService {
    /**
     * A signed token that names the caller's account and that mailbox, good for IMAP and submission for 60 s at most.
     *
     * @throws NotFound {@code access.mailbox-unknown} unless the account is active and the mailbox is linked to it
     * @throws Unavailable {@code store.unavailable} if the database is away
     */
    String issue(Caller caller, String address);
}
