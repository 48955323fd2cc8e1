package fr.vaguemestre.webmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.mail.MessagingException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TransferEncodingTest {
    @Test
    @Tag("fault-65")
    void aUuencodedPartWhoseFirstLineIsCutIsMalformedAndNoFaultOfOurs() {
        assertThatThrownBy(() -> read("beginend\n#86%A\n", "uuencode"))
                .isInstanceOf(IOException.class)
                .hasMessage("malformed uuencode");
        assertThat(Texts.decoded(octets("beginend\n#86%A\n"), "uuencode", 100)).isEmpty();
    }

    @Test
    void whatIsWellFormedIsDecoded() throws Exception {
        assertThat(read("begin 644 a\n#86%A\n`\nend\n", "uuencode")).isEqualTo(octets("aaa"));
        assertThat(read("w6k=", "base64")).isEqualTo(octets("é"));
    }

    @Test
    void anEncodingThatNobodyKnowsIsTold() {
        assertThatThrownBy(() -> read("a", "x-unknown")).isInstanceOf(MessagingException.class);
    }

    private static byte[] read(String text, String encoding) throws IOException, MessagingException {
        try (InputStream plain = TransferEncoding.without(new ByteArrayInputStream(octets(text)), encoding)) {
            return plain.readAllBytes();
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
