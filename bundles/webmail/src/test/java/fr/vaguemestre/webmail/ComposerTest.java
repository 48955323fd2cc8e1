package fr.vaguemestre.webmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.MailContent;
import fr.vaguemestre.api.webmail.NewMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import javax.mail.BodyPart;
import javax.mail.Message;
import javax.mail.Session;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;
import javax.mail.internet.MimeUtility;
import org.junit.jupiter.api.Test;

class ComposerTest {
    private static final MailAddress AUTHOR = new MailAddress(Optional.of("Unité d’été"), "unite@ch.test");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void accentsSurviveAndEveryOctetOnTheWayIsSevenBit() throws Exception {
        String text = "Bonjour,\n.\n..seul\nFrom moi\n" + "é".repeat(600) + "\nfin  ";
        byte[] written =
                written(message("Résultats du 22 – œdème, suite " + "très ".repeat(30), text, Optional.empty()));

        MimeMessage read = read(written);
        assertThat(read.getSubject()).startsWith("Résultats du 22 – œdème, suite très");
        assertThat(((InternetAddress) read.getFrom()[0]).getPersonal()).isEqualTo("Unité d’été");
        assertThat(read.getRecipients(Message.RecipientType.TO)).hasSize(2);
        assertThat(text(read.getInputStream())).isEqualTo(text.replace("\n", "\r\n") + "\r\n");
        assertThat(read.getSentDate()).isEqualTo(NOW);
        for (byte octet : written) {
            assertThat(octet).isPositive();
        }
        assertThat(new String(written, StandardCharsets.US_ASCII).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThan(998));
        assertThat(new String(written, StandardCharsets.US_ASCII).replace("\r\n", ""))
                .doesNotContain("\r", "\n");
    }

    @Test
    void attachmentsComeOutAsTheyWentIn() throws Exception {
        byte[] octets = new byte[300_000];
        new Random(1).nextBytes(octets);
        var file =
                new MailContent("compte-rendu d’été.pdf", "application/pdf", 300_000, new ByteArrayInputStream(octets));
        var message = message("x", "texte", Optional.of("<p>texte</p>"), file);

        var mixed = new MimeMultipart(read(written(message)).getDataHandler().getDataSource());
        assertThat(mixed.getCount()).isEqualTo(2);
        BodyPart attached = mixed.getBodyPart(1);
        assertThat(attached.getInputStream().readAllBytes()).isEqualTo(octets);
        assertThat(MimeUtility.decodeText(attached.getFileName())).isEqualTo("compte-rendu d’été.pdf");
        assertThat(attached.getContentType()).isEqualTo("application/pdf");
        var texts = new MimeMultipart(mixed.getBodyPart(0).getDataHandler().getDataSource());
        assertThat(text(texts.getBodyPart(0).getInputStream())).isEqualTo("texte");
        assertThat(text(texts.getBodyPart(1).getInputStream())).isEqualTo("<p>texte</p>");
    }

    @Test
    void hiddenCopiesAreInNothingThatIsSent() {
        var message = with(List.of(), List.of(MailAddress.of("secret@ch.test")), "s", List.of());
        var composer = new Composer(AUTHOR, Checked.of(message, 10, false), Reading.Reference.NONE, "<1@ch.test>", NOW);
        assertThat(new String(composer.written(false), StandardCharsets.US_ASCII))
                .doesNotContain("secret");
        assertThat(new String(composer.written(true), StandardCharsets.US_ASCII))
                .contains("Bcc: secret@ch.test\r\n");
    }

    @Test
    void anAnswerRefersToWhatItAnswers() throws Exception {
        var thread = new Reading.Reference(Optional.of("<b@x>"), "<a@x> junk");
        var composer = new Composer(
                AUTHOR, Checked.of(message("s", "t", Optional.empty()), 10, false), thread, "<c@ch.test>", NOW);
        MimeMessage read = read(composer.written(false));
        assertThat(read.getHeader("In-Reply-To")).containsExactly("<b@x>");
        assertThat(MimeUtility.unfold(read.getHeader("References", ","))).isEqualTo("<a@x> <b@x>");
        assertThat(read.getMessageID()).isEqualTo("<c@ch.test>");
    }

    @Test
    void noFieldCanCarryAHeader() {
        refused("subject", with(List.of(MailAddress.of("a@b.test")), List.of(), "x\r\nBcc: e@x.test", List.of()));
        refused("to", with(List.of(MailAddress.of("a@b.test\r\nBcc: e@x.test")), List.of(), "s", List.of()));
        refused("to", with(List.of(MailAddress.of("a@b.test>, <e@x.test")), List.of(), "s", List.of()));
        refused("to", with(List.of(MailAddress.of("sans-domaine")), List.of(), "s", List.of()));
        refused("to", with(List.of(), List.of(), "s", List.of()));
        var named = new MailAddress(Optional.of("x\r\nBcc: e@x.test"), "a@b.test");
        refused("to", with(List.of(named), List.of(), "s", List.of()));
    }

    @Test
    void fileNamesLoseTheirPathAndTypesTheirTricks() {
        var odd = new MailContent(
                "..\\..\\a\r\nX: y/b.txt", "text/html\r\nX: y", 1, new ByteArrayInputStream(new byte[1]));
        var nested = new MailContent("m.eml", "message/rfc822", 1, new ByteArrayInputStream(new byte[1]));
        var checked =
                Checked.of(with(List.of(MailAddress.of("a@b.test")), List.of(), "s", List.of(odd, nested)), 10, false);
        assertThat(checked.files()).extracting(Checked.File::name).containsExactly("b.txt", "m.eml");
        assertThat(checked.files()).extracting(Checked.File::type).containsOnly("application/octet-stream");
    }

    @Test
    void attachmentsAreBoundedTogether() {
        var half = new MailContent("a", "text/plain", 6, new ByteArrayInputStream(new byte[6]));
        var rest = new MailContent("b", "text/plain", 6, new ByteArrayInputStream(new byte[6]));
        refused("attachments", with(List.of(MailAddress.of("a@b.test")), List.of(), "s", List.of(half, rest)));
    }

    @Test
    void aMessageToAPatientSaysThatItIsTheLastWord() throws Exception {
        var patient = closing("180017500100288@patient.mssante.test", 4);
        assertThat(read(written(patient)).getHeader("X-MSS-MES")).containsExactly("FIN");
        assertThat(read(written(message("s", "t", Optional.empty()))).getHeader("X-MSS-MES"))
                .isNull();
        refused("closesExchange", closing("kit@ch.mssante.test", 4));
    }

    @Test
    void textAndAttachmentsForAPatientAreBoundedTogether() {
        Checked.of(closing("180017500100288@patient.mssante.test", 8), 10, false);
        refused("attachments", closing("180017500100288@patient.mssante.test", 9));
    }

    /** One with two octets of text and so many attached. */
    private static NewMessage closing(String to, int octets) {
        return new NewMessage(
                List.of(MailAddress.of(to)),
                List.of(),
                List.of(),
                "s",
                "é",
                Optional.empty(),
                List.of(new MailContent("a", "text/plain", octets, new ByteArrayInputStream(new byte[octets]))),
                Optional.empty(),
                Optional.empty(),
                false,
                true,
                Optional.empty());
    }

    private static void refused(String field, NewMessage message) {
        assertThatThrownBy(() -> Checked.of(message, 10, false))
                .isInstanceOfSatisfying(Invalid.class, problem -> assertThat(problem.errors())
                        .extracting(FieldError::field)
                        .containsOnly(field));
    }

    private static NewMessage message(String subject, String text, Optional<String> html, MailContent... files) {
        return new NewMessage(
                List.of(MailAddress.of("a@b.test"), new MailAddress(Optional.of("Doc, Kit"), "kit@b.test")),
                List.of(),
                List.of(),
                subject,
                text,
                html,
                Arrays.asList(files),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty());
    }

    private static NewMessage with(
            List<MailAddress> to, List<MailAddress> bcc, String subject, List<MailContent> files) {
        return new NewMessage(
                to,
                List.of(),
                bcc,
                subject,
                "",
                Optional.empty(),
                files,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    private static byte[] written(NewMessage message) {
        var checked = Checked.of(message, 1_000_000, false);
        return new Composer(AUTHOR, checked, Reading.Reference.NONE, "<1@ch.test>", NOW).written(false);
    }

    private static MimeMessage read(byte[] octets) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
    }

    private static String text(InputStream stream) throws Exception {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
