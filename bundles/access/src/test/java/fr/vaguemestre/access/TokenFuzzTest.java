package fr.vaguemestre.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.testkit.SettableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** A token is ours as it was issued, or refused as a token, whatever is in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenFuzzTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));

    private SigningKey key;
    private AccessTokens tokens;
    private String issued;

    /** Before the examples are asked for: they are signed. */
    @BeforeAll
    void issue(@TempDir Path folder) throws Exception {
        key = SigningKey.read(House.key(folder));
        tokens = new AccessTokens(key, Duration.ofMinutes(10), clock);
        issued = tokens.issue(
                new Account(
                        House.A,
                        "id",
                        "kit",
                        "",
                        Set.of(Role.USER),
                        Set.of(),
                        Set.of("kit@ch.mssante.test"),
                        Optional.empty(),
                        true,
                        clock.instant()),
                "session");
    }

    Stream<byte[]> whole() {
        return Stream.of(issued.getBytes(StandardCharsets.UTF_8));
    }

    Stream<byte[]> claims() throws ParseException {
        return Stream.of(JWSObject.parse(issued).getPayload().toBytes());
    }

    @Tag("fault-65")
    @MethodSource("whole")
    @DictionaryEntries({".", "eyJhbGciOiJub25lIn0", "e30", "==", "-", "_", " "})
    @FuzzTest(maxDuration = "5m")
    void whatIsNotAsIssuedIsRefused(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);

        assertThat(taken(text)).as(text).isIn(false, text.equals(issued));
    }

    /** Signed with our key, as only we can: also then what it says is whole, or it is refused. */
    @Tag("fault-65")
    @MethodSource("claims")
    @DictionaryEntries({
        "\"alg\":\"none\"",
        "\"exp\":",
        "\"roles\":[\"super_admin\"]",
        "\"crit\":[\"b64\"]",
        "\"sub\":null",
        "\"aud\":[",
        "\"tenant\":1",
        "[[[[[[[[",
        "{\"a\":",
        "1e999",
        "-0",
        "99999999999999999999",
        "\\u0000",
        "\\ud800"
    })
    @FuzzTest(maxDuration = "5m")
    void whatIsSignedAndMakesNoSenseIsRefused(byte[] octets) throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.id()).build();
        var jws = new JWSObject(header, new Payload(octets));
        jws.sign(key.signer());
        taken(jws.serialize());
    }

    private boolean taken(String text) {
        try {
            return !tokens.read(text).session().isEmpty();
        } catch (Unauthenticated refused) {
            return false;
        }
    }
}
