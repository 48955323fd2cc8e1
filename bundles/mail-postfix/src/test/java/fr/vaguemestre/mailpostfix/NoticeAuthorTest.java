package fr.vaguemestre.mailpostfix;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.confiance.Verdict;
import fr.vaguemestre.api.confiance.Verdict.Cause;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The filter's question about notices. */
class NoticeAuthorTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final Proof proof = new Proof(new byte[32]);
    private final Listed list = new Listed();
    private final Trust trust = new Trust(Duration.ZERO);
    private final NoticeAuthor author = new NoticeAuthor(Clock.fixed(NOW, ZoneOffset.UTC), trust, new Tally(), proof);

    /** The peer has two domains; another one has one of its own below the first. */
    private static final class Listed extends FakeConfiance {
        private final Map<String, String> owners =
                Map.of("a.test", PEER, "b.test", PEER, "c.test", "somebody", "other.a.test", "somebody");

        @Override
        public Verdict judgePeer(String peerId, String sender) {
            String owner = owners.get(sender.substring(sender.indexOf('@') + 1));
            if (!loaded) {
                return new Verdict(false, Cause.CRL_EXPIRED, "");
            }
            if (owner == null) {
                return new Verdict(false, Cause.DOMAIN_UNLISTED, "");
            }
            return owner.equals(peerId)
                    ? new Verdict(true, Cause.MATCH, "")
                    : new Verdict(false, Cause.DN_MISMATCH, "");
        }
    }

    @Test
    @Tag("OP-11")
    void theListDecidesWhoseDomainsThoseAre() {
        trust.set(list);
        for (String own : new String[] {"a.test", "b.test", "a.test b.test", "mx.a.test", "mx.deep.a.test b.test"}) {
            assertThat(asked(own)).as(own).contains("Author-Status: OWN\r\n");
        }
        for (String foreign : new String[] {
            "c.test",
            "a.test c.test",
            "mx.c.test",
            "other.a.test",
            "mx.other.a.test",
            "d.test",
            "test",
            "",
            ".",
            "a.test."
        }) {
            assertThat(asked(foreign)).as(foreign).contains("Author-Status: FOREIGN\r\n");
        }
        assertThat(asked("a.test ".repeat(20) + "a.test")).as("too many").contains("Author-Status: FOREIGN\r\n");
    }

    @Test
    void whereNobodyCanTellItIsAskedAgainLater() {
        assertThat(asked("a.test")).contains("Author-Status: AWAY\r\n");
        trust.set(list);
        list.loaded = false;
        assertThat(asked("a.test")).contains("Author-Status: AWAY\r\n");
    }

    @Test
    void withoutAProofOfTheEdgeNothingIsTold() {
        trust.set(list);
        for (String login :
                new String[] {"", FakeConfiance.PEER, proof.of(FakeConfiance.PEER, NOW.minus(Duration.ofHours(2)))}) {
            assertThat(author.answer(Map.of("author-proof", login, "author-domains", "a.test")))
                    .isEmpty();
        }
        assertThat(author.answer(Map.of())).isEmpty();
    }

    @Test
    void whatIsAskedElsewhereIsNotFoundAndWhoMayNotAskIsForbidden() throws IOException {
        assertThat(said("GET /author HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 403 ");
        assertThat(said("GET /auth HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 404 ");
        assertThat(said("GET /author HTTP/1.0\r\n")).startsWith("HTTP/1.0 400 ");
    }

    private Optional<String> asked(String domains) {
        return author.answer(Map.of("author-proof", proof.of(FakeConfiance.PEER, NOW), "author-domains", domains));
    }

    private String said(String request) throws IOException {
        var out = new ByteArrayOutputStream();
        new HttpTalk(Map.of("/author", author))
                .serve(new ByteArrayInputStream(request.getBytes(StandardCharsets.US_ASCII)), out);
        return out.toString(StandardCharsets.US_ASCII);
    }
}
