package fr.vaguemestre.mailpostfix;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailLogTest {
    private final Clock clock = Clock.fixed(Instant.parse("2027-01-01T00:10:00Z"), ZoneOffset.UTC);
    private final MailLog log =
            new MailLog(clock, new FakePeers()::known, Configs.of(MailPostfixConfig.class, Map.of()));

    @Test
    void aDeliveryKnowsItsMessageAndItsSender() {
        List<TraceEntry> entries = read(
                "Dec 31 23:59:01 mx postfix/edge/smtpd[12]: 4dXq0N1: client=unknown[192.0.2.7], sasl_method=XCLIENT",
                "Dec 31 23:59:01 mx postfix/cleanup[13]: 4dXq0N1: message-id=<1@valide.mssante.test>",
                "Dec 31 23:59:01 mx postfix/qmgr[14]: 4dXq0N1: from=<a@valide.mssante.test>, size=900, nrcpt=1 (queue active)",
                "Dec 31 23:59:02 mx postfix/lmtp[15]: 4dXq0N1: to=<kit@ch.mssante.test>, relay=mx[/run/vaguemestre/postfix/lmtp],"
                        + " delay=0.2, delays=0.1/0/0/0.1, dsn=2.0.0, status=sent (250 2.0.0 <kit@ch.mssante.test> x Saved)",
                "Dec 31 23:59:02 mx postfix/qmgr[14]: 4dXq0N1: removed");

        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo("delivered");
            assertThat(entry.cause()).isEqualTo("2.0.0");
            assertThat(entry.messageId()).contains("<1@valide.mssante.test>");
            assertThat(entry.sender()).contains("a@valide.mssante.test");
            assertThat(entry.recipient()).contains("kit@ch.mssante.test");
            assertThat(entry.queueId()).contains("4dXq0N1");
            assertThat(entry.size()).contains(900L);
            assertThat(entry.at())
                    .isEqualTo(LocalDateTime.of(2026, 12, 31, 23, 59, 2)
                            .atZone(ZoneId.systemDefault())
                            .toInstant());
        });
    }

    @Test
    void whyAnotherOperatorGetsNoMailIsToldByItsTrueCause() {
        List<TraceEntry> entries = read(
                "Dec 31 23:59:02 mx postfix/retry[15]: A1: to=<a@revoked.test>, relay=none, delay=1, delays=1/0/0/0,"
                        + " dsn=4.7.5, status=deferred (MSSante: le certificat du serveur de revoked.test est revoque (revoked))",
                "Dec 31 23:59:02 mx postfix/smtp[15]: A2: to=<a@no-tls.test>, relay=none, delay=1, delays=1/0/0/0,"
                        + " dsn=4.7.5, status=deferred (client TLS configuration problem)",
                "Dec 31 23:59:02 mx postfix/qmgr[15]: A2: from=<kit@ch.mssante.test>, status=expired, returned to sender");

        assertThat(entries)
                .extracting(TraceEntry::outcome, TraceEntry::cause)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("deferred", "revoked"),
                        org.assertj.core.groups.Tuple.tuple("deferred", "no-tls"),
                        org.assertj.core.groups.Tuple.tuple("bounced", "expired-in-queue"));
        assertThat(entries.get(1).detail()).contains("ne propose pas de chiffrement");
        assertThat(entries.get(2).sender()).contains("kit@ch.mssante.test");
    }

    @Test
    void deferralsBouncesAndRefusalsAreTold() {
        List<TraceEntry> entries = read(
                "Dec 31 23:59:02 mx postfix/lmtp[15]: A1: to=<a@ch.mssante.test>, relay=none, delay=1, delays=1/0/0/0,"
                        + " dsn=4.4.1, status=deferred (connect to mx: Connection refused)",
                "Dec 31 23:59:03 mx postfix/error[15]: A2: to=<b@ch.mssante.test>, relay=none, delay=1, delays=1/0/0/0,"
                        + " dsn=5.1.1, status=bounced (no local delivery)",
                "Dec 31 23:59:04 mx postfix/edge/smtpd[9]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 550 5.1.1"
                        + " <x@ch.mssante.test>: Recipient address rejected: User unknown in virtual mailbox table;"
                        + " from=<a@valide.mssante.test> to=<x@ch.mssante.test> proto=ESMTP helo=<mx>",
                "Dec 31 23:59:05 mx postfix/edge/smtpd[9]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 554 5.7.1"
                        + " <x@ch.mssante.test>: Recipient address rejected: MSSante: certificat revoque (revoked);"
                        + " from=<a@valide.mssante.test> to=<x@ch.mssante.test> proto=ESMTP helo=<mx>");

        assertThat(entries)
                .extracting(TraceEntry::outcome, TraceEntry::cause)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("deferred", "4.4.1"),
                        org.assertj.core.groups.Tuple.tuple("bounced", "5.1.1"),
                        org.assertj.core.groups.Tuple.tuple("refused", "5.1.1"));
        assertThat(entries.getLast().peer()).isEqualTo("unknown[192.0.2.7]");
    }

    @Test
    void whatTheFilterRefusesIsToldByItsCause() {
        List<TraceEntry> entries = read(
                "Dec 31 23:59:01 mx postfix/cleanup[13]: 4dXq0N1: message-id=<1@valide.mssante.test>",
                "Dec 31 23:59:02 mx postfix/cleanup[13]: 4dXq0N1: milter-reject: END-OF-MESSAGE from localhost[127.0.0.1]:"
                        + " 5.7.1 Gtube pattern; from=<a@valide.mssante.test> to=<kit@ch.mssante.test> proto=ESMTP helo=<mx>",
                "Dec 31 23:59:03 mx postfix/cleanup[13]: 4dXq0N2: milter-reject: END-OF-MESSAGE from unknown[192.0.2.7]:"
                        + " 5.7.1 MSSante: piece jointe executable (.exe) refusee / executable attachment refused"
                        + " (program-attached); from=<> to=<kit@ch.mssante.test> proto=ESMTP helo=<mx>",
                "Dec 31 23:59:04 mx postfix/submission/smtpd[9]: NOQUEUE: milter-reject: MAIL from unknown[192.0.2.7]:"
                        + " 451 4.7.1 Service unavailable - try again later; from=<kit@ch.mssante.test> proto=ESMTP helo=<pc>");

        assertThat(entries)
                .extracting(TraceEntry::stage, TraceEntry::outcome, TraceEntry::cause)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("filter", "refused", "gtube"),
                        org.assertj.core.groups.Tuple.tuple("filter", "refused", "program-attached"),
                        org.assertj.core.groups.Tuple.tuple("filter", "deferred", "filter-away"));
        assertThat(entries.getFirst().messageId()).contains("<1@valide.mssante.test>");
        assertThat(entries.getFirst().queueId()).contains("4dXq0N1");
        assertThat(entries.getFirst().recipient()).contains("kit@ch.mssante.test");
        assertThat(entries.get(1).sender()).isEmpty();
        assertThat(entries.getLast().sender()).contains("kit@ch.mssante.test");
        assertThat(entries.getLast().queueId()).isEmpty();
    }

    @Test
    void whatIsHeldIsToldForEachRecipientWithWhatWasFound(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("4dXq0N1"),
                "Eicar-Test-Signature\nabc123\na@valide.mssante.test\nkit@ch.mssante.test\nada@chu.mssante.test\n");
        String line = "Dec 31 23:59:02 mx postfix/cleanup[13]: %s: milter-hold: END-OF-MESSAGE from unknown[192.0.2.7]:"
                + " milter triggers HOLD action; from=<a@valide.mssante.test> to=<ada@chu.mssante.test> proto=ESMTP helo=<mx>";
        var follower = new MailLog(
                clock, new FakePeers()::known, Configs.of(MailPostfixConfig.class, Map.of("found", folder.toString())));

        List<TraceEntry> entries = follower.read(line.formatted("4dXq0N1"));
        assertThat(entries)
                .extracting(TraceEntry::stage, TraceEntry::outcome, TraceEntry::cause, TraceEntry::detail)
                .containsOnly(org.assertj.core.groups.Tuple.tuple(
                        "quarantine", "held", "malware", "Eicar-Test-Signature, sha256 abc123"));
        assertThat(entries)
                .extracting(entry -> entry.recipient().orElse(""))
                .containsExactly("kit@ch.mssante.test", "ada@chu.mssante.test");
        assertThat(entries.getFirst().queueId()).contains("4dXq0N1");
        assertThat(follower.read(line.formatted("4dXq0N2"))).singleElement().satisfies(entry -> {
            assertThat(entry.recipient()).contains("ada@chu.mssante.test");
            assertThat(entry.detail()).isEqualTo("held by the filter");
        });
    }

    @Test
    void whatIsHeldAsSpamIsToldWithItsMarks(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("4dXq0N1"),
                "SPAM=10.0 SPAM_FLAG=5.0 R_SUSPICIOUS_URL=5.0\nabc123\na@valide.mssante.test\nkit@ch.mssante.test\n");
        var follower = new MailLog(
                clock, new FakePeers()::known, Configs.of(MailPostfixConfig.class, Map.of("found", folder.toString())));

        assertThat(follower.read("Dec 31 23:59:02 mx postfix/cleanup[13]: 4dXq0N1: milter-hold: END-OF-MESSAGE from"
                        + " unknown[192.0.2.7]: milter triggers HOLD action; from=<a@valide.mssante.test>"
                        + " to=<kit@ch.mssante.test> proto=ESMTP helo=<mx>"))
                .extracting(TraceEntry::outcome, TraceEntry::cause, TraceEntry::detail)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "held", "spam", "score 10.0: SPAM_FLAG 5.0, R_SUSPICIOUS_URL 5.0, sha256 abc123"));
    }

    @Test
    void otherLinesTellNothing() {
        assertThat(read(
                        "",
                        "x",
                        "Dec 31 23:59:05 mx postfix/master[1]: reload -- version 3.10.5",
                        "Dec  1 00:00:00 mx dovecot: a"))
                .isEmpty();
    }

    private List<TraceEntry> read(String... lines) {
        return Stream.of(lines).flatMap(line -> log.read(line).stream()).toList();
    }
}
