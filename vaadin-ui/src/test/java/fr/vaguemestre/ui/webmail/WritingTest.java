package fr.vaguemestre.ui.webmail;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.webmail.Attachment;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.MailMessage;
import fr.vaguemestre.api.webmail.MessageSummary;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WritingTest {
    private static final String SELF = "kit.doc@chu.mssante.test";
    private static final MailAddress ADA = new MailAddress(Optional.of("Ada INF"), "ada.inf@chu.mssante.test");
    private static final MailAddress LAB = MailAddress.of("labo@chu.mssante.test");
    private static final MailAddress ME = MailAddress.of("Kit.Doc@chu.mssante.test");

    private static MailMessage message(MailAddress from, List<MailAddress> to, List<MailAddress> replyTo) {
        var summary = new MessageSummary(
                "m1",
                "INBOX",
                Optional.of(from),
                to,
                "Résultats",
                Instant.parse("2026-11-22T09:30:00Z"),
                Optional.empty(),
                10,
                Set.of(),
                true);
        return new MailMessage(
                summary,
                List.of(LAB),
                List.of(),
                replyTo,
                Optional.of("<1@x>"),
                Optional.empty(),
                "Bonjour\nvoici\n",
                Optional.empty(),
                List.of(new Attachment("2", "a.pdf", "application/pdf", 12, Optional.empty())),
                Optional.empty());
    }

    @Test
    void anAnswerGoesToTheAuthorAndQuotes() {
        var answer = Writing.answer(message(ADA, List.of(ME), List.of()), SELF, false, Locale.FRENCH);
        assertThat(answer.to()).containsExactly(ADA);
        assertThat(answer.cc()).isEmpty();
        assertThat(answer.subject()).isEqualTo("Re: Résultats");
        assertThat(answer.text()).contains("Ada INF a écrit").endsWith("> Bonjour\n> voici");
        assertThat(answer.answers()).hasValue("m1");
        assertThat(answer.enclosures()).isEmpty();
    }

    @Test
    void anAnswerGoesWhereItIsAskedFor() {
        var answer = Writing.answer(message(ADA, List.of(ME), List.of(LAB)), SELF, false, Locale.FRENCH);
        assertThat(answer.to()).containsExactly(LAB);
    }

    @Test
    void anAnswerToAllLeavesOutWhoWrites() {
        var message = message(ADA, List.of(ME, ADA), List.of());
        assertThat(Writing.hasOthers(message, SELF)).isTrue();
        var answer = Writing.answer(message, SELF, true, Locale.FRENCH);
        assertThat(answer.to()).containsExactly(ADA);
        assertThat(answer.cc()).containsExactly(LAB);
    }

    @Test
    void whoAnswersItsOwnMessageWritesToItsReaders() {
        var answer = Writing.answer(message(ME, List.of(ADA), List.of()), SELF, false, Locale.FRENCH);
        assertThat(answer.to()).containsExactly(ADA);
    }

    @Test
    void aForwardTakesTheAttachmentsAlong() {
        var forward = Writing.forward(message(ADA, List.of(ME), List.of()), Locale.ENGLISH);
        assertThat(forward.to()).isEmpty();
        assertThat(forward.subject()).isEqualTo("Fwd: Résultats");
        assertThat(forward.text()).contains("From: Ada INF <ada.inf@chu.mssante.test>", "Bonjour\nvoici");
        assertThat(forward.enclosures()).extracting(Enclosure::name).containsExactly("a.pdf");
        assertThat(forward.answers()).isEmpty();
        assertThat(forward.forwards()).hasValue("m1");
    }
}
