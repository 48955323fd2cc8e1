package fr.vaguemestre.mailpostfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.messages.SignatureFile;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.testkit.Configs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureFolderTest {
    /** Takes a folder in which no file says "bad", and finds the test file there. */
    private static final String SCANNER =
            """
            folder=${1#--database=}
            grep -q EICAR || exit 2
            [ -e "$folder/vaguemestre.ndb" ] || exit 2
            if grep -rq bad "$folder"; then echo "LibClamAV Error: malformed in $folder/x.ndb"; exit 2; fi
            echo "stdin: Test FOUND"; exit 1
            """;

    @TempDir
    private Path home;

    private Path folder = Path.of("");

    @BeforeEach
    void ours() throws IOException {
        folder = Files.createDirectory(home.resolve("signatures"));
        Files.writeString(folder.resolve("vaguemestre.ndb"), "Test:0:0:aa\n");
        Files.writeString(home.resolve("on"), "");
    }

    @Test
    void aFileThatTheScannerCanUseTakesTheOldOnesPlace() throws IOException {
        SignatureFolder signatures = signatures();

        assertThat(signatures.load("local.hdb", octets("one")).shipped()).isFalse();
        signatures.load("local.hdb", octets("other"));

        assertThat(signatures.files()).extracting(SignatureFile::name).containsExactly("local.hdb", "vaguemestre.ndb");
        assertThat(folder.resolve("local.hdb")).hasContent("other");
        assertThat(folder).isDirectoryNotContaining(path -> path.toFile().isDirectory());
        signatures.remove("local.hdb");
        assertThat(signatures.files()).extracting(SignatureFile::shipped).containsExactly(true);
    }

    @Test
    void aBadOneChangesNothing() throws IOException {
        SignatureFolder signatures = signatures();
        signatures.load("local.hdb", octets("one"));

        assertThatThrownBy(() -> signatures.load("local.hdb", octets("bad")))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("LibClamAV Error: malformed in x.ndb")
                .hasMessageNotContaining(home.toString());
        for (String name : new String[] {"../local.hdb", "local.exe", ".hdb", "vaguemestre.ndb", "a/b.hdb", ""}) {
            assertThatThrownBy(() -> signatures.load(name, octets("one"))).isInstanceOf(Invalid.class);
        }
        assertThatThrownBy(() -> signatures.remove("vaguemestre.ndb")).isInstanceOf(NotFound.class);

        assertThat(folder.resolve("local.hdb")).hasContent("one");
        assertThat(folder).isDirectoryNotContaining(path -> path.toFile().isDirectory());
    }

    @Test
    void officialFilesTellWhenTheyWereMadeAndOneOfAKindIsEnough() throws IOException {
        SignatureFolder signatures = signatures();
        signatures.load("daily.cld", octets("older"));

        SignatureFile daily = signatures.load(
                "daily.cvd", octets("ClamAV-VDB:07 Nov 2026 08-24 -0500:27500:2000000:90:x:y:raynman:1730985840 rest"));

        assertThat(daily.madeAt()).isEqualTo("2026-11-07T13:24:00Z");
        assertThat(signatures.files()).extracting(SignatureFile::name).containsExactly("daily.cvd", "vaguemestre.ndb");
        assertThat(check("off", "2026-11-10T00:00:00Z").toString()).contains("are 2 days old");
        Result old = check("off", "2026-11-20T00:00:00Z");
        assertThat(old.getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(old.toString()).contains("daily.cvd, are 12 days old");
    }

    @Test
    void healthWarnsOfAScannerThatIsAwayAndTellsWhatItKnows() throws IOException {
        assertThat(check("on", "2026-11-10T00:00:00Z").toString())
                .contains("does not answer")
                .contains("it knows the test file only");
        assertThat(check("on", "2026-11-10T00:00:00Z").getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(check("off", "2026-11-10T00:00:00Z").toString()).contains("import signatures");
        Files.delete(home.resolve("on"));
        Result off = check("off", "2026-11-10T00:00:00Z");
        assertThat(off.getStatus()).isEqualTo(Result.Status.OK);
        assertThat(off.toString()).contains("mail is not looked at for malware");
    }

    private Result check(String range, String now) throws IOException {
        return new ScannerCheck(Clock.fixed(Instant.parse(now), ZoneOffset.UTC), config(range)).execute();
    }

    private SignatureFolder signatures() throws IOException {
        return new SignatureFolder(config("on"));
    }

    private MailPostfixConfig config(String range) throws IOException {
        return Configs.of(
                MailPostfixConfig.class,
                Map.of(
                        "signatures",
                        folder.toString(),
                        "clamscan",
                        Script.in(home, "clamscan", SCANNER),
                        "scannerSocket",
                        home.resolve("none.sock").toString(),
                        "scannerSwitch",
                        home.resolve("on").toString(),
                        "range",
                        range));
    }

    private static InputStream octets(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
