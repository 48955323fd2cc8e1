package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.bal.BalType;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;

/**
 * The file {@code Extraction_Correspondance_MSSante}: a ZIP of one text, a header and a line for each mailbox of a person or a
 * service, 31 columns parted by {@code |}. Columns are found by their header, in any order; more columns are no harm.
 */
final class ExtractionFile {
    private static final int COLUMNS = 31;

    /** What we read, and the words that its header begins with once accents, case and signs are gone. */
    enum Column {
        TYPE("type de bal"),
        ADDRESS("adresse bal"),
        NATIONAL_ID("identification nationale pp"),
        PERSON_ID("identifiant pp"),
        STRUCTURE_ID("identification structure"),
        SERVICE("service de rattachement"),
        FAMILY_NAME("nom d exercice"),
        GIVEN_NAME("prenom d exercice"),
        PROFESSION_CODE("code profession"),
        PROFESSION("libelle profession"),
        SKILL("libelle savoir faire"),
        PAPERLESS("dematerialisation"),
        STRUCTURE("raison sociale"),
        SIGN("enseigne commerciale"),
        CITY_LINE("l6ligneacheminement"),
        POSTAL_CODE("code postal");

        private final String header;

        Column(String header) {
            this.header = header;
        }
    }

    private ExtractionFile() {}

    /**
     * Reads the whole file.
     *
     * @return how many lines were handed on
     * @throws ExtractionRefused if a column is missing, or the file is none
     * @throws IOException also where it ends too early
     */
    static long read(Path zip, Consumer<ExtractionLine> lines) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream unpacked = new ZipInputStream(file)) {
            open(unpacked);
            var text = new BoundedLines(new InputStreamReader(unpacked, StandardCharsets.UTF_8));
            Map<Column, Integer> places = places(text.next().orElse(""));
            int least = Math.max(COLUMNS, 1 + Collections.max(places.values()));
            long count = 0;
            for (Optional<String> next = text.next(); next.isPresent(); next = text.next()) {
                String line = next.orElseThrow();
                List<String> fields = split(line);
                if (fields.size() >= least) {
                    ExtractionLine read = line(fields, places);
                    if (read.address().contains("@")) {
                        lines.accept(read);
                        count++;
                    }
                } else if (!line.isBlank()) {
                    throw new ExtractionRefused(
                            "line " + (count + 2) + " has " + fields.size() + " columns, not " + least);
                }
            }
            if (count == 0) {
                throw new ExtractionRefused("the extraction holds no line");
            }
            return count;
        }
    }

    private static void open(ZipInputStream unpacked) throws IOException {
        try {
            if (unpacked.getNextEntry() != null) {
                return;
            }
        } catch (IllegalArgumentException unreadableName) {
            throw new ExtractionRefused("the extraction's ZIP file names its content in no known way");
        }
        throw new ExtractionRefused("the extraction is no ZIP file");
    }

    /** Where each column is. */
    static Map<Column, Integer> places(String header) throws ExtractionRefused {
        List<String> names = split(header.startsWith("\uFEFF") ? header.substring(1) : header).stream()
                .map(name -> String.join(" ", Words.of(name)))
                .toList();
        var places = new EnumMap<Column, Integer>(Column.class);
        for (Column column : Column.values()) {
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).equals(column.header) || names.get(i).startsWith(column.header + " ")) {
                    places.putIfAbsent(column, i);
                }
            }
            if (!places.containsKey(column)) {
                throw new ExtractionRefused("the extraction has no column \"" + column.header + "\"");
            }
        }
        return places;
    }

    private static List<String> split(String line) {
        return List.of(line.split("\\|", -1));
    }

    private static ExtractionLine line(List<String> fields, Map<Column, Integer> places) {
        var row = new Row(fields, places);
        String address = row.of(Column.ADDRESS).toLowerCase(Locale.ROOT);
        String national = row.of(Column.NATIONAL_ID);
        String structureId = row.of(Column.STRUCTURE_ID);
        String name = (row.of(Column.GIVEN_NAME) + " " + row.of(Column.FAMILY_NAME)).strip();
        String service = row.of(Column.SERVICE);
        String structure = row.of(Column.STRUCTURE).isEmpty() ? row.of(Column.SIGN) : row.of(Column.STRUCTURE);
        boolean person = !name.isEmpty();
        String key = !person
                ? "a:" + address
                : !national.isEmpty() ? "p:" + national : "n:" + structureId + ":" + Words.plain(name);
        String postalCode = row.of(Column.POSTAL_CODE);
        String city = city(row.of(Column.CITY_LINE), postalCode);
        return new ExtractionLine(
                key,
                address,
                type(row.of(Column.TYPE)),
                person ? name : service.isEmpty() ? address : service,
                // 8 and the RPPS; 0 and an older number are no RPPS.
                national.length() == 12 && national.startsWith("8") ? national.substring(1) : "",
                row.of(Column.PROFESSION),
                row.of(Column.PROFESSION_CODE),
                row.of(Column.SKILL),
                service,
                structure,
                structureId,
                city,
                postalCode,
                row.of(Column.PAPERLESS).equalsIgnoreCase("O"),
                words(row, address, name, city, postalCode));
    }

    private static String words(Row row, String address, String name, String city, String postalCode) {
        Set<String> words = new LinkedHashSet<>();
        words.add(address);
        words.addAll(Words.of(name));
        words.addAll(Words.of(address));
        words.addAll(Words.of(row.of(Column.SERVICE)));
        tagged(
                words,
                'p',
                row.of(Column.PROFESSION) + " " + row.of(Column.SKILL) + " " + row.of(Column.PROFESSION_CODE));
        tagged(words, 'v', city + " " + postalCode);
        tagged(words, 's', row.of(Column.STRUCTURE) + " " + row.of(Column.SIGN) + " " + row.of(Column.STRUCTURE_ID));
        if (!row.of(Column.NATIONAL_ID).isEmpty()) {
            words.add(row.of(Column.NATIONAL_ID));
            words.add(row.of(Column.PERSON_ID));
        }
        return words.stream()
                .map(word -> word.replaceAll("\\s+", ""))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static void tagged(Set<String> words, char tag, String text) {
        for (String word : Words.of(text)) {
            words.add(word);
            words.add(tag + "/" + word);
        }
    }

    /** The line of the postman without its postal code. */
    private static String city(String line, String postalCode) {
        String city = !postalCode.isEmpty() && line.startsWith(postalCode) ? line.substring(postalCode.length()) : line;
        return city.strip();
    }

    private static BalType type(String text) {
        for (BalType type : BalType.values()) {
            if (type.name().equalsIgnoreCase(text)) {
                return type;
            }
        }
        return BalType.ORG;
    }

    private record Row(List<String> fields, Map<Column, Integer> places) {
        String of(Column column) {
            Integer place = places.get(column);
            return place == null ? "" : fields.get(place).replace('\0', ' ').strip();
        }
    }
}
