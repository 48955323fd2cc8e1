package fr.vaguemestre.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An account for the time of a benchmark. */
final class Account implements AutoCloseable {
    private final Appliance appliance;
    private final String administrator;
    private final String id;
    private final String token;

    private Account(Appliance appliance, String administrator, String id, String token) {
        this.appliance = appliance;
        this.administrator = administrator;
        this.id = id;
        this.token = token;
    }

    /** Makes one for an administrator of that domain, and signs it in. */
    static Account administering(Appliance appliance, String administrator, String domain)
            throws IOException, InterruptedException {
        return make(appliance, administrator, "domain_admin", List.of(domain), List.of());
    }

    /** Makes one for somebody who reads that mailbox, and signs it in. */
    static Account reading(Appliance appliance, String administrator, String mailbox)
            throws IOException, InterruptedException {
        return make(appliance, administrator, "user", List.of(), List.of(mailbox));
    }

    private static Account make(
            Appliance appliance, String administrator, String role, List<String> domains, List<String> mailboxes)
            throws IOException, InterruptedException {
        String username = "mesure-" + UUID.randomUUID();
        String password = UUID.randomUUID().toString();
        String id = appliance
                .call(
                        "POST",
                        "/admin/users",
                        administrator,
                        Map.of(
                                "username",
                                username,
                                "password",
                                password,
                                "roles",
                                List.of(role),
                                "domains",
                                domains,
                                "mailboxes",
                                mailboxes))
                .path("id")
                .asText();
        return new Account(appliance, administrator, id, appliance.token(username, password));
    }

    /** Its access token. */
    String token() {
        return token;
    }

    /** Removes it. */
    @Override
    public void close() throws IOException {
        try {
            appliance.delete("/admin/users/" + id, administrator);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an account was removed", stopping);
        }
    }
}
