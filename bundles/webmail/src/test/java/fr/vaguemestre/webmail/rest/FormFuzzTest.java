package fr.vaguemestre.webmail.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import fr.vaguemestre.api.problem.Invalid;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.FieldSource;

/** A form is read, or refused as one. */
class FormFuzzTest {
    private static final String PART = "--B\r\nContent-Disposition: form-data; name=";
    private static final String FORM = PART + "\"to\"\r\n\r\na@ch.mssante.test\r\n" + PART
            + "\"subject\"\r\n\r\nÀ lire\r\n" + PART
            + "\"f\"; filename*0=\"no\"; filename*1=te.txt\r\nContent-Type: text/plain; charset=x\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\nbMOg\r\n--B--\r\n";
    static final List<byte[]> FORMS = List.of(FORM.getBytes(StandardCharsets.UTF_8));
    static final List<byte[]> TYPES =
            List.of("multipart/form-data; boundary=\"B\"; charset=utf-8".getBytes(StandardCharsets.UTF_8));

    @Tag("fault-65")
    @FieldSource("FORMS")
    @DictionaryEntries({
        "Content-Disposition: form-data; name=",
        "--B",
        "--B--",
        "filename=",
        "filename*0*=UTF-8''%",
        "name=\"bcc\"",
        "quoted-printable",
        "uuencode",
        ";"
    })
    @FuzzTest(maxDuration = "5m")
    void aFormIsReadOrRefused(byte[] octets) {
        try {
            assertThat(SendForm.read(new ByteArrayInputStream(octets), "multipart/form-data; boundary=B")
                            .toMessage(Optional.empty()))
                    .isNotNull();
        } catch (Invalid refused) {
            assertThat(refused.code()).startsWith("webmail.");
        }
    }

    /** Its type is told by whoever sends it. */
    @Tag("fault-65")
    @FieldSource("TYPES")
    @DictionaryEntries({"boundary=", "multipart/", "*0*=", "\"", ";", "()"})
    @FuzzTest(maxDuration = "5m")
    void whateverItsTypeSaysItIsReadOrRefused(byte[] octets) {
        String told = new String(octets, StandardCharsets.ISO_8859_1);
        try {
            SendForm.read(new ByteArrayInputStream(FORM.getBytes(StandardCharsets.UTF_8)), told)
                    .toMessage(Optional.empty());
        } catch (Invalid refused) {
            assertThat(refused.code()).startsWith("webmail.");
        }
    }
}
