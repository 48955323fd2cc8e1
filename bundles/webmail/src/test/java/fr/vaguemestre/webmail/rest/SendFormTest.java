package fr.vaguemestre.webmail.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.NewMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendFormTest {
    @Test
    void aFormOfABrowserIsRead() throws Exception {
        byte[] file = {0, (byte) 0xff, '\r', '\n', 'a', '\n'};
        var body = new ByteArrayOutputStream();
        text(body, "to", "a@b.test");
        text(body, "to", "Kit Doc <kit@b.test>");
        text(body, "subject", "Résultats");
        text(body, "text", "été\r\nfin");
        body.writeBytes(utf8(String.join(
                "\r\n",
                "--B",
                "Content-Disposition: form-data; name=\"file\"; filename=\"reçu.bin\"",
                "Content-Type: application/pdf",
                "",
                "")));
        body.writeBytes(file);
        body.writeBytes(utf8("\r\n--B--\r\n"));

        NewMessage message = read(body.toByteArray()).toMessage(Optional.of("k"));

        assertThat(message.to())
                .isEqualTo(List.of(MailAddress.of("a@b.test"), new MailAddress(Optional.of("Kit Doc"), "kit@b.test")));
        assertThat(message.subject()).isEqualTo("Résultats");
        assertThat(message.text()).isEqualTo("été\r\nfin");
        assertThat(message.key()).contains("k");
        assertThat(message.attachments()).hasSize(1);
        assertThat(message.attachments().getFirst().name()).isEqualTo("reçu.bin");
        assertThat(message.attachments().getFirst().type()).isEqualTo("application/pdf");
        assertThat(message.attachments().getFirst().stream().readAllBytes()).isEqualTo(file);
    }

    @Test
    void whatIsNoFormIsRefused() {
        assertThatThrownBy(() -> read(utf8("nothing of the kind"))).isInstanceOf(Invalid.class);
        assertThatThrownBy(
                        () -> read(utf8("--B\r\nContent-Disposition: form-data; name=\"role\"\r\n\r\nx\r\n--B--\r\n")))
                .isInstanceOfSatisfying(
                        Invalid.class, problem -> assertThat(problem.code()).isEqualTo("webmail.field-unknown"));
    }

    private static void text(ByteArrayOutputStream body, String name, String value) {
        body.writeBytes(utf8("--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"));
    }

    private static SendForm read(byte[] body) {
        return SendForm.read(new ByteArrayInputStream(body), "multipart/form-data; boundary=B");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
