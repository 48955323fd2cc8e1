package fr.vaguemestre.annuaire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** The directory's file of columns, and the archive that it comes in: read, or refused before anything of it is in use. */
class ExtractionFuzzTest {
    private static final List<String> HEADERS = List.of(
            "Type de BAL",
            "Adresse BAL",
            "Type d'identifiant PP",
            "Identifiant PP",
            "Identification nationale PP",
            "Type d'identifiant structure",
            "Identification Structure",
            "Service de rattachement",
            "Civilité",
            "Nom d'exercice",
            "Prénom d'exercice",
            "Catégorie",
            "Libellé catégorie",
            "Code Profession",
            "Libellé Profession",
            "Code savoir-faire",
            "Libellé savoir-faire",
            "Dématérialisation",
            "Raison sociale",
            "Enseigne commerciale",
            "L2COMPLEMENTLOCALISATION",
            "L3COMPLEMENTDISTRIBUTION",
            "L4NUMEROVOIE",
            "L4COMPLEMENTNUMEROVOIE",
            "L4TYPEVOIE",
            "L4LIBELLEVOIE",
            "L5LIEUDITMENTION",
            "L6LIGNEACHEMINEMENT",
            "Code postal",
            "Département",
            "Pays");

    @TempDir
    private Path folder;

    @Tag("fault-65")
    @MethodSource("texts")
    @DictionaryEntries({"|", "||||||||", "\r", "@", "PER", "Code postal|", "\uFEFF", "é"})
    @FuzzTest(maxDuration = "5m")
    void aTextOfColumnsIsReadOrRefused(byte[] octets) throws IOException {
        Path file = folder.resolve("extraction.zip");
        Files.write(file, zipped(octets));
        read(file);
    }

    @Tag("fault-65")
    @MethodSource("archives")
    @DictionaryEntries({"PK\3\4", "PK\1\2", "PK\5\6", "\b\0"})
    @FuzzTest(maxDuration = "5m")
    void anArchiveIsReadOrRefused(byte[] octets) throws IOException {
        Path file = folder.resolve("extraction.zip");
        Files.write(file, octets);
        read(file);
    }

    private static void read(Path file) throws IOException {
        List<ExtractionLine> lines = new ArrayList<>();
        try {
            assertThat(ExtractionFile.read(file, lines::add)).isEqualTo(lines.size());
        } catch (IOException refused) {
            return;
        }
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.address()).contains("@");
            assertThat(line.words()).doesNotContain("\0");
        });
    }

    static List<byte[]> archives() {
        return texts().stream().map(ExtractionFuzzTest::zipped).toList();
    }

    static List<byte[]> texts() {
        List<String> cells = new ArrayList<>(HEADERS);
        String header = String.join("|", cells);
        String person = HEADERS.stream().map(ExtractionFuzzTest::cell).collect(Collectors.joining("|"));
        String moved = "Plus|Encore|" + header + "|Autre";
        return Arrays.stream(new String[] {
                    header + "\n" + person + "\n" + person.replace("kit", "été") + "\n",
                    "\uFEFF" + header + "\r\n" + person + "\r\n",
                    moved + "\n1|2|" + person + "|3\n" + person + "\n"
                })
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static String cell(String header) {
        return switch (header) {
            case "Type de BAL" -> "PER";
            case "Adresse BAL" -> "kit.doc@medecin.mssante.test";
            case "Identification nationale PP" -> "899700218896";
            case "Nom d'exercice" -> "DOC";
            case "Prénom d'exercice" -> "KIT";
            case "Dématérialisation" -> "O";
            case "L6LIGNEACHEMINEMENT" -> "31000 TOULOUSE";
            case "Code postal" -> "31000";
            default -> "";
        };
    }

    private static byte[] zipped(byte[] text) {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("Extraction.txt"));
            zip.write(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
