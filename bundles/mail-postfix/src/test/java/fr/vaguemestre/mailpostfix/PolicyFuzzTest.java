package fr.vaguemestre.mailpostfix;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever comes to the policy's socket, and into what nginx asks: an answer of the protocol, or the connection ends. */
class PolicyFuzzTest {
    static final List<byte[]> POLICY = List.of(
            octets(
                    """
                    request=smtpd_access_policy
                    protocol_state=RCPT
                    protocol_name=ESMTP
                    helo_name=mx.test
                    sender=a@valide.mssante.test
                    recipient=b@ch.mssante.test
                    client_address=192.0.2.1
                    size=12345
                    ccert_subject=mx
                    sasl_username=

                    """),
            octets("request=smtpd_access_policy\nprotocol_state=MAIL\nsender=\nsize=0\n\nrequest=x\n\n"));
    static final List<byte[]> COMMANDS = List.of(
            octets("MAIL FROM:<a@valide.mssante.test> BODY=8BITMIME SIZE=12"),
            octets("-----BEGIN%20CERTIFICATE-----%0AMIIB+/=%0A-----END%20CERTIFICATE-----%0A"));

    @Tag("fault-65")
    @FieldSource("POLICY")
    @DictionaryEntries({"request=", "size=", "sender=", "action=", "=", "99999999999999999999", "-1"})
    @FuzzTest(maxDuration = "5m")
    void thePolicyAnswersOrEndsTheConnection(byte[] octets) {
        var out = new ByteArrayOutputStream();
        try {
            new PolicyTalk(request -> request.isEmpty() ? "REJECT" : PolicyTalk.PASS)
                    .serve(new ByteArrayInputStream(octets), out);
        } catch (IOException tooMuch) {
            assertThat(tooMuch).hasMessageContaining("more than");
        }
        assertThat(out.toString(StandardCharsets.US_ASCII).replaceAll("action=(REJECT|DUNNO)\n\n", ""))
                .isEmpty();
    }

    @Tag("fault-65")
    @FieldSource("COMMANDS")
    @DictionaryEntries({"mail from:<", "<>", ">", "%", "%0", "%zz", "-----BEGIN%20CERTIFICATE-----"})
    @FuzzTest(maxDuration = "5m")
    void whatNginxHandsOnIsReadOrIsNone(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);

        assertThat(AuthHttp.sender(text)).isNotNull();
        assertThat(AuthHttp.unescaped(text).length).isLessThanOrEqualTo(text.length());
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
