package fr.vaguemestre.mailpostfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.confiance.PeerVerdict;
import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import fr.vaguemestre.api.messages.QueuedMessage;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.problem.Unavailable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutboundTest {
    private final FakePeers peers = new FakePeers();
    private final FakeTraces traces = new FakeTraces();
    private final Journal journal = new Journal();
    private final Correspondents correspondents = new Correspondents(Duration.ofMillis(300));
    private final PeerMap map = new PeerMap(correspondents, new Tally());

    @BeforeEach
    void come() {
        correspondents.set(peers);
        journal.set(traces);
    }

    @Test
    void theClientMayMeetTheCertificatesThatPassedAndNoOther() throws Exception {
        assertThat(ask("tls ready.test")).isEqualTo("OK fingerprint match=AB:CD|12:34");
        assertThat(ask("tls revoked.test"))
                .isEqualTo("TEMP MSSante: le certificat du serveur de revoked.test est revoque (revoked)");
        assertThat(ask("tls pending.test")).startsWith("TEMP ");
        assertThat(ask("other ready.test")).startsWith("PERM ");
    }

    @Test
    void theRouteTellsTheTrueCauseToPostfixItself() throws Exception {
        assertThat(ask("route kit@Ready.test")).isEqualTo("OK :");
        assertThat(ask("route kit@pending.test")).isEqualTo("OK :");
        assertThat(ask("route kit@no-tls.test"))
                .startsWith("OK retry:4.7.5 MSSante: ")
                .endsWith(" (no-tls)");
        assertThat(ask("route kit@unreachable.test")).startsWith("OK retry:4.4.1 MSSante: ");
        assertThat(ask("route kit@domain-unlisted.test"))
                .startsWith("OK error:5.7.1 MSSante: ")
                .endsWith(" (domain-unlisted)");
        for (String key : List.of("ready.test", ".test", "*")) {
            assertThat(ask("route " + key)).isEqualTo("NOTFOUND ");
        }
    }

    @Test
    void withoutATrustSpaceMailWaits() throws Exception {
        correspondents.unset(peers);
        assertThat(ask("tls ready.test")).isEqualTo("TEMP " + PeerWords.AWAY);
        assertThat(ask("route kit@ready.test")).isEqualTo("TEMP " + PeerWords.AWAY);
        assertThat(submitted("kit@ready.test")).startsWith("451 4.3.5 ");
    }

    @Test
    void severalQuestionsOfOneConnectionAreAnsweredAndNonsenseEndsIt() throws Exception {
        assertThat(talk("14:tls ready.test,12:route *     ,"))
                .isEqualTo("32:OK fingerprint match=AB:CD|12:34,9:NOTFOUND ,");
        for (String nonsense : List.of("x", "3:abc;", "99999:a", "5:ab", ":")) {
            assertThatThrownBy(() -> talk(nonsense)).isInstanceOf(IOException.class);
        }
        assertThat(talk("")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyCauseHasWordsInAsciiOnOneLine(Cause cause) {
        var verdict = new PeerVerdict("pair.test", cause, "", List.of(), Instant.EPOCH);
        assertThat(PeerWords.text(verdict))
                .matches("MSSante: [ -~]+ \\([a-z-]+\\)")
                .hasSizeLessThan(200);
        assertThat(PeerWords.cause("x (host said: " + PeerWords.text(verdict) + ")"))
                .contains(cause.word());
        assertThat(PeerWords.status(cause)).startsWith(cause.isLasting() ? "5." : "4.");
    }

    @Test
    void whatCanNeverLeaveIsRefusedAtOnceAndWhatHasToWaitIsTaken() {
        assertThat(submitted("x@domain-unlisted.test"))
                .startsWith("550 5.7.1 MSSante: le domaine domain-unlisted.test n'est pas dans l'espace de confiance");
        assertThat(submitted("x@out-of-range.test")).startsWith("550 5.7.1 MSSante: ");
        assertThat(submitted("x@revoked.test")).isEqualTo("DUNNO");
        assertThat(submitted("x@ready.test")).isEqualTo("DUNNO");
        assertThat(traces.entries)
                .extracting(TraceEntry::stage, TraceEntry::outcome, TraceEntry::cause)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("submission", "refused", "domain-unlisted"),
                        org.assertj.core.groups.Tuple.tuple("submission", "refused", "out-of-range"),
                        org.assertj.core.groups.Tuple.tuple("submission", "accepted", "revoked"),
                        org.assertj.core.groups.Tuple.tuple("submission", "accepted", "ready"));
    }

    @Test
    void theQueueIsReadByItsProgramAndARetryLooksAnew(@TempDir Path folder) throws Exception {
        Path program = program(
                folder,
                "[ \"$1\" = list ] || { echo \"$@\" >" + folder.resolve("said") + "; exit; }\n"
                        + "printf '4dXq0N1abc\\tdeferred\\t1764000000\\t900\\ta@ch.test\\tx@revoked.test\\tMSSante: x (revoked)\\n"
                        + "4dXq0N1abc\\tdeferred\\t1764000000\\t900\\ta@ch.test\\ty@no-tls.test\\t4.7.5 client TLS configuration problem\\n"
                        + "4dXq0N2abc\\tactive\\t1763000000\\t800\\t\\tz@ch.test\\t\\nnonsense\\n'");
        var queue = new PostfixQueue(program.toString(), correspondents);

        ask("tls no-tls.test");
        List<QueuedMessage> all = queue.all();

        assertThat(all).extracting(QueuedMessage::id).containsExactly("4dXq0N2abc", "4dXq0N1abc");
        assertThat(all.getFirst().sender()).isEmpty();
        assertThat(all.getLast().recipients())
                .extracting(QueuedMessage.Recipient::address, QueuedMessage.Recipient::cause)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("x@revoked.test", "revoked"),
                        org.assertj.core.groups.Tuple.tuple("y@no-tls.test", "no-tls"));
        queue.retry(all.getLast());
        assertThat(peers.forgotten).containsExactly("revoked.test", "no-tls.test");
        assertThat(folder.resolve("said")).hasContent("retry 4dXq0N1abc");
    }

    @Test
    void aQueueThatCannotBeAskedIsAway(@TempDir Path folder) throws Exception {
        Path program = program(folder, "echo 'no socket'; exit 1");
        assertThatThrownBy(() -> new PostfixQueue(program.toString(), correspondents).all())
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("no socket");
        assertThatThrownBy(() -> new PostfixQueue("/nonexistent", correspondents).all())
                .isInstanceOf(Unavailable.class);
    }

    private String submitted(String recipient) {
        var policy = new SubmissionPolicy(
                Clock.systemUTC(),
                correspondents,
                journal,
                new Tally(),
                new SizeLimit(Clock.systemUTC(), journal, new Tally(), 1_000),
                new SendingRate(Clock.systemUTC(), 0, Map.of()));
        return policy.action(Map.of("sender", "kit@ch.test", "recipient", recipient));
    }

    private String ask(String request) throws IOException {
        String answer = talk(request.length() + ":" + request + ",");
        return answer.substring(answer.indexOf(':') + 1, answer.length() - 1);
    }

    private String talk(String said) throws IOException {
        var out = new ByteArrayOutputStream();
        map.serve(new ByteArrayInputStream(said.getBytes(StandardCharsets.US_ASCII)), out);
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static Path program(Path folder, String script) throws IOException {
        Path program = folder.resolve("queue");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }
}
