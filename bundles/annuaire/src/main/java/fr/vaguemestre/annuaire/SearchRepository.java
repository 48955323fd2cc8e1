package fr.vaguemestre.annuaire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.api.annuaire.DirectoryBox;
import fr.vaguemestre.api.annuaire.DirectoryPerson;
import fr.vaguemestre.api.annuaire.DirectoryQuery;
import fr.vaguemestre.api.bal.BalType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.persistence.PersistenceException;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Searches the copy in use. A word that stands nowhere is replaced by those that differ from it by a slip or two, found by
 * trigrams among the copy's distinct words; so the persons themselves are looked up by exact words and beginnings only.
 */
@Component(service = SearchRepository.class)
public final class SearchRepository {
    private static final int NEAREST = 12;
    private static final int SHORT = 7;
    private static final int SHORTEST_BEGINNING = 3;
    /** Share of trigrams in common, 0 to 1: one slip in the middle of eight letters leaves 0.38, two slips in ten letters 0.22. */
    private static final String ALIKE = "0.35";

    private static final String FAR = "0.2";
    /**
     * Whoever has the very words comes first, then whoever has words that begin with them, each in the order of names; the second
     * kind is looked for only where the first leaves room. Who asks for "médecin" alone gets some of them, and should say more.
     */
    private static final String PERSONS =
            """
            SELECT key, display, rpps, profession, profession_code, skill, boxes FROM (
              (SELECT 0 AS place, * FROM annuaire.person_{g} WHERE words @@ ?::tsquery LIMIT ?)
              UNION ALL
              (SELECT 1 AS place, * FROM annuaire.person_{g} WHERE words @@ ?::tsquery AND NOT words @@ ?::tsquery LIMIT ?)
              LIMIT ?) found
             ORDER BY place, id
            """;

    private static final String NEAR =
            """
            SELECT typed.word,
                   CASE WHEN ? OR NOT EXISTS
                          (SELECT FROM annuaire.word_{g} k WHERE k.word >= typed.word AND k.word < typed.beyond)
                        THEN ARRAY(SELECT k.word FROM annuaire.word_{g} k
                                    WHERE length(typed.word) >= ? AND k.word OPERATOR(trigram.%) typed.word
                                    ORDER BY trigram.similarity(k.word, typed.word) DESC, k.ndoc DESC LIMIT 200) END
              FROM unnest(?::text[], ?::text[]) AS typed (word, beyond)
            """;

    private final DataSource database;

    /** Works by that pool. */
    @Activate
    public SearchRepository(@Reference(target = "(osgi.jndi.service.name=vm-annuaire)") DataSource database) {
        this.database = database;
    }

    /** A word that must be there, in what it stands in: any text, or one kind of it. */
    private record Term(String tag, String word) {}

    /** When the directory wrote the copy in use. */
    Optional<Instant> asOf() {
        try (Connection connection = database.getConnection();
                PreparedStatement sql = connection.prepareStatement("SELECT as_of FROM vm.annuaire_copy");
                ResultSet row = sql.executeQuery()) {
            return row.next()
                    ? Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                            .map(OffsetDateTime::toInstant)
                    : Optional.empty();
        } catch (SQLException failed) {
            throw new PersistenceException(failed);
        }
    }

    /** Whom the copy knows, best first. */
    List<DirectoryPerson> search(DirectoryQuery query, int atMost) {
        Set<Term> terms = terms(query);
        if (terms.isEmpty()) {
            return List.of();
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false); // ends with the connection's return to its pool; nothing is written
            long generation = generation(connection);
            if (generation == 0) {
                return List.of();
            }
            String exact = tsquery(terms, Map.of(), false);
            List<DirectoryPerson> found =
                    persons(connection, generation, tsquery(terms, Map.of(), true), exact, atMost);
            if (!found.isEmpty()) {
                return found;
            }
            // First only the words that stand nowhere are taken for slips, and what is much like them is meant; then
            // every one.
            Map<String, List<String>> unknown = near(connection, generation, terms, false, ALIKE);
            found = unknown.isEmpty()
                    ? found
                    : persons(connection, generation, tsquery(terms, unknown, true), exact, atMost);
            return found.isEmpty()
                    ? persons(
                            connection,
                            generation,
                            tsquery(terms, near(connection, generation, terms, true, FAR), true),
                            exact,
                            atMost)
                    : found;
        } catch (SQLException failed) {
            throw new PersistenceException(failed);
        }
    }

    private static long generation(Connection connection) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("SELECT generation FROM vm.annuaire_copy");
                ResultSet row = sql.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static Set<Term> terms(DirectoryQuery query) {
        Set<Term> terms = new LinkedHashSet<>();
        query.text().ifPresent(text -> {
            String typed = text.toLowerCase(Locale.ROOT).strip();
            if (typed.matches("\\S+@\\S+")) {
                terms.add(new Term("", typed));
            } else {
                add(terms, "", text);
            }
        });
        query.profession().ifPresent(text -> add(terms, "p/", text));
        query.city().ifPresent(text -> add(terms, "v/", text));
        query.structure().ifPresent(text -> add(terms, "s/", text));
        return terms;
    }

    private static void add(Set<Term> terms, String tag, String text) {
        Words.of(text).stream().limit(8).forEach(word -> terms.add(new Term(tag, word)));
    }

    /** All terms, each by itself or by what may have been meant. */
    private static String tsquery(Set<Term> terms, Map<String, List<String>> meant, boolean beginnings) {
        return terms.stream()
                .map(term -> {
                    List<String> instead = meant.getOrDefault(term.word(), List.of());
                    boolean begins = beginnings && term.word().length() >= SHORTEST_BEGINNING;
                    return Stream.concat(
                                    Stream.of(lexeme(term.tag() + term.word()) + (begins ? ":*" : "")),
                                    instead.stream().map(word -> lexeme(term.tag() + word)))
                            .collect(Collectors.joining(" | ", "(", ")"));
                })
                .collect(Collectors.joining(" & "));
    }

    private static String lexeme(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** For each word that stands nowhere, or for every one, the words that may have been meant. */
    private static Map<String, List<String>> near(
            Connection connection, long generation, Set<Term> terms, boolean everyWord, String similarity)
            throws SQLException {
        List<String> typed = terms.stream()
                .map(Term::word)
                .filter(word -> word.length() >= SHORTEST_BEGINNING && !word.contains("@") && !Words.isNumber(word))
                .distinct()
                .toList();
        Map<String, List<String>> similar = new LinkedHashMap<>();
        Map<String, List<String>> near = new LinkedHashMap<>();
        try (PreparedStatement threshold =
                        connection.prepareStatement("SELECT set_config('pg_trgm.similarity_threshold', ?, true)");
                PreparedStatement sql = connection.prepareStatement(NEAR.replace("{g}", Long.toString(generation)))) {
            threshold.setString(1, similarity);
            threshold.execute();
            sql.setBoolean(1, everyWord);
            sql.setInt(2, Words.TWO_SLIPS);
            sql.setArray(3, connection.createArrayOf("text", typed.toArray()));
            sql.setArray(
                    4,
                    connection.createArrayOf(
                            "text", typed.stream().map(word -> word + "\uFFFD").toArray()));
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    if (row.getArray(2) != null) {
                        similar.put(row.getString(1), Arrays.asList((String[])
                                row.getArray(2).getArray()));
                    }
                }
            }
        }
        List<String> variants = known(connection, generation, similar.keySet());
        similar.forEach((word, trigrams) -> {
            var candidates = new LinkedHashSet<>(variants);
            candidates.addAll(trigrams);
            near.put(word, Words.near(word, candidates).stream().limit(NEAREST).toList());
        });
        return near;
    }

    /** Which words of the copy differ by one slip from one of these, if that is short. */
    private static List<String> known(Connection connection, long generation, Set<String> typed) throws SQLException {
        Object[] variants = typed.stream()
                .filter(word -> word.length() <= SHORT)
                .flatMap(word -> Words.variants(word).stream())
                .distinct()
                .toArray();
        List<String> known = new ArrayList<>();
        try (PreparedStatement sql =
                connection.prepareStatement("SELECT word FROM annuaire.word_" + generation + " WHERE word = ANY (?)")) {
            sql.setArray(1, connection.createArrayOf("text", variants));
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    known.add(row.getString(1));
                }
            }
        }
        return known;
    }

    private static List<DirectoryPerson> persons(
            Connection connection, long generation, String wanted, String exact, int atMost) throws SQLException {
        List<DirectoryPerson> found = new ArrayList<>();
        try (PreparedStatement sql = connection.prepareStatement(PERSONS.replace("{g}", Long.toString(generation)))) {
            sql.setString(1, exact);
            sql.setInt(2, atMost);
            sql.setString(3, wanted);
            sql.setString(4, exact);
            sql.setInt(5, atMost);
            sql.setInt(6, atMost);
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    found.add(new DirectoryPerson(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            boxes(row.getString(7))));
                }
            }
        }
        return found;
    }

    private static List<DirectoryBox> boxes(String json) {
        try {
            List<DirectoryBox> boxes = new ArrayList<>();
            for (JsonNode box : FhirPatch.JSON.readTree(json)) {
                boxes.add(new DirectoryBox(
                        box.path(0).asText(),
                        BalType.valueOf(box.path(1).asText()),
                        box.path(2).asText(),
                        box.path(3).asText(),
                        box.path(4).asText(),
                        box.path(5).asText(),
                        box.path(6).asText(),
                        box.path(7).asText().equals("O")));
            }
            return boxes;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
