package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The tokens of the webmail open one mailbox, to one account, for a minute. A valid signature is not enough: where Dovecot's
 * {@code passdb grant} is taken out, the tests of a foreign mailbox, of a taken grant and of a closed mailbox fail.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(World.LATE)
class MailTokenTest {
    private static final List<String> MECHANISMS = List.of("OAUTHBEARER", "XOAUTH2");

    private final Hospital hospital = Hospital.open();
    private String mine = "";
    private String theirs = "";
    private String me = "";

    @BeforeAll
    void people() {
        mine = hospital.box("moi");
        theirs = hospital.box("autre");
        me = subject(mine);
    }

    @Test
    void aTokenOpensItsMailboxInImapAndSubmission() {
        String token = MailToken.signed(MailToken.claims(me, mine));
        for (String mechanism : MECHANISMS) {
            MailToken.imap(mechanism, mine, token).expectOk();
            MailToken.submission(mechanism, mine, token).expect(235);
        }
    }

    @Test
    void aValidTokenOpensNobodyElsesMailbox() {
        refused(theirs, MailToken.signed(MailToken.claims(me, theirs)));
        refused(theirs, MailToken.signed(MailToken.claims(me, mine)));
        refused(mine, MailToken.signed(MailToken.claims(subject(theirs), mine)));
        refused(mine, MailToken.signed(MailToken.claims("nobody", mine)));
        refused(mine, MailToken.signed(MailToken.claims("", mine)));
        refused(hospital.address("nulle-part"), MailToken.signed(MailToken.claims(me, hospital.address("nulle-part"))));
    }

    @Test
    void aTokenIsWorthNothingOnceTheGrantIsGone() {
        String box = hospital.box("parti");
        String subject = subject(box);
        String token = MailToken.signed(MailToken.claims(subject, box));
        MailToken.imap("OAUTHBEARER", box, token).expectOk();

        hospital.admin()
                .patch("/admin/users/" + subject, Json.object("active", false))
                .expect(200);
        refused(box, token);

        hospital.admin()
                .patch("/admin/users/" + subject, Json.object("active", true))
                .expect(200);
        MailToken.imap("OAUTHBEARER", box, token).expectOk();
        hospital.admin().delete("/mailboxes/" + box).expect(204);
        refused(box, token);
    }

    @Test
    @Tag("fault-60")
    void onlyOurTokensAreTokens() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        refused(
                mine,
                MailToken.signed(
                        MailToken.claims(me, mine), generator.generateKeyPair().getPrivate()));
        refused(mine, MailToken.unsigned(MailToken.claims(me, mine)));
        String good = MailToken.signed(MailToken.claims(me, mine));
        refused(mine, good.substring(0, good.length() - 8) + "AAAAAAAA");
        refused(mine, MailToken.signed(with("exp", Instant.now().getEpochSecond() - 5)));
        refused(mine, MailToken.signed(with("nbf", Instant.now().getEpochSecond() + 600)));
        refused(mine, MailToken.signed(with("iss", "vaguemestre")));
        refused(mine, MailToken.signed(with("aud", "vaguemestre")));
        refused(mine, MailToken.signed(without("iss")));
        refused(mine, MailToken.signed(without("aud")));
        refused(mine, MailToken.signed(without("bal")));
        refused(mine, MailToken.signed(without("sub")));
        refused(mine, MailToken.signed(with("sub", me + "' OR 'a'='a")));
        refused("x' OR 'a'='a", MailToken.signed(MailToken.claims(me, "x' OR 'a'='a")));
        String session = World.anonymous()
                .login(mine, Hospital.PASSWORD)
                .expect(200)
                .json()
                .path("accessToken")
                .asText();
        refused(mine, session);
        assertThat(World.anonymous().with(good).get("/auth/me").status())
                .as("nor is it an access token")
                .isEqualTo(401);
    }

    @Test
    void thereIsNoMasterUser() {
        String settings = Machine.shell("doveconf -c \"$VM_CONF/dovecot/dovecot.conf\" -n")
                .expectOk()
                .out();
        assertThat(settings).doesNotContainPattern("(?m)^\\s*(master|auth_master_user_separator)\\s*=");
        List<String> secrets = Machine.shell(
                        "for f in \"$VM_STATE\"/secrets/*; do case $f in *jwt.key) ;; *) head -n 1 \"$f\" ;; esac; done")
                .expectOk()
                .out()
                .lines()
                .toList();
        Map<String, CompletableFuture<String>> answers = new LinkedHashMap<>();
        for (String secret : secrets) {
            for (String name : List.of(mine + "*admin", mine)) {
                answers.put(name + " with " + secret.substring(0, 3) + "...", soon(() -> login(name, secret)));
            }
        }
        assertThat(answers).hasSizeGreaterThan(20);
        answers.forEach((what, answer) -> assertThat(answer.join()).as(what).startsWith("NO"));
    }

    private static String login(String name, String secret) {
        try (Imap imap = Imap.connect(World.appliance().address("imap"))) {
            imap.startTls(World.appliance().trust()).expectOk();
            return imap.login(name, secret).status();
        }
    }

    @Test
    void withoutTheDatabaseNoTokenOpensAnythingAndAfterwardsItDoesWithinTenSeconds() {
        Machine.stop("postgresql");
        try {
            refused(mine, MailToken.signed(MailToken.claims(me, mine)));
            refused(theirs, MailToken.signed(MailToken.claims(me, theirs)));
        } finally {
            Machine.inside("/opt/vaguemestre/bin/control", "start", "postgresql")
                    .expectOk();
        }
        Await.passes("IMAP and submission", Duration.ofSeconds(10), () -> {
            String token = MailToken.signed(MailToken.claims(me, mine));
            MailToken.imap("OAUTHBEARER", mine, token).expectOk();
            MailToken.submission("XOAUTH2", mine, token).expect(235);
            Hospital.imap(mine).close();
        });
        Machine.healthy();
    }

    private Map<String, Object> with(String claim, Object value) {
        Map<String, Object> claims = new LinkedHashMap<>(MailToken.claims(me, mine));
        claims.put(claim, value);
        return claims;
    }

    private Map<String, Object> without(String claim) {
        Map<String, Object> claims = new LinkedHashMap<>(MailToken.claims(me, mine));
        claims.remove(claim);
        return claims;
    }

    /** By both mechanisms in both protocols, at once: Dovecot takes its time to say no. */
    private static void refused(String mailbox, String token) {
        Map<String, CompletableFuture<String>> answers = new LinkedHashMap<>();
        for (String mechanism : MECHANISMS) {
            answers.put(mechanism + " in IMAP as " + mailbox, soon(() -> MailToken.imap(mechanism, mailbox, token)
                    .status()));
            answers.put(
                    mechanism + " in submission as " + mailbox,
                    soon(() -> MailToken.submission(mechanism, mailbox, token).text()));
        }
        answers.forEach((what, answer) -> assertThat(answer.join()).as(what).containsPattern("^(NO|BAD|[45]\\d\\d)"));
    }

    private static CompletableFuture<String> soon(Supplier<String> answer) {
        CompletableFuture<String> future = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                future.complete(answer.get());
            } catch (UncheckedIOException closed) {
                future.complete("NO, closed: " + closed.getMessage());
            } catch (RuntimeException | AssertionError failure) {
                future.completeExceptionally(failure);
            }
        });
        return future;
    }

    private String subject(String box) {
        return hospital.admin()
                .get("/admin/users?q=" + box)
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asText();
    }
}
