package fr.vaguemestre.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The copy of the national directory at its real size: how long a load takes, from the request to the new copy in use, and
 * how long a search takes by REST, against the one statement that finds the same people by exact words, on one connection.
 */
final class DirectoryBench {
    private static final int LINES = 535_000;
    private static final int SEARCHES = 300;
    private static final long PATIENCE_NANOS = 600_000_000_000L;
    private static final Path SERVED = Appliance.STATE.resolve("range/annuaire/extraction.zip");
    private static final String SEEN = "SELECT display FROM annuaire.person_{g} ORDER BY id LIMIT 1 OFFSET ?";
    /** The same people in the same order: those with the very words first, then those with words that begin so. */
    private static final String BARE =
            """
        SELECT key, display, rpps, profession, profession_code, skill, boxes FROM annuaire.person_{g}
         WHERE words @@ ?::tsquery ORDER BY words @@ ?::tsquery DESC, id LIMIT 200
        """;

    private DirectoryBench() {}

    static void run(Appliance appliance, Report report) throws IOException, InterruptedException, SQLException {
        String token = appliance.token();
        range("annuaire-file", Integer.toString(LINES), SERVED.toString());
        try {
            Figures load = new Figures();
            load.add(load(appliance, token));
            JsonNode copy = copy(appliance, token);
            Figures lines = new Figures();
            lines.add(copy.path("rows").asDouble());
            report.add("lines of the copy", "", lines, Asked.atLeast(535000));
            report.add("load, from request to use", "s", load, Asked.atMost(120));
            search(appliance, report, token);
        } finally {
            Files.deleteIfExists(SERVED);
            load(appliance, appliance.token());
        }
    }

    /** Seconds until what the range serves is the copy in use. */
    private static double load(Appliance appliance, String token) throws IOException, InterruptedException {
        String before = copy(appliance, token).path("loadedAt").asText();
        long start = System.nanoTime();
        appliance.call("POST", "/annuaire/extraction/refresh?force=true", token, Map.of());
        JsonNode now = copy(appliance, token);
        while (now.path("running").asBoolean() || now.path("loadedAt").asText().equals(before)) {
            if (!now.path("lastFailure").isNull() && !now.path("running").asBoolean()) {
                throw new IOException("the copy was not loaded: " + now);
            }
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IOException("still loading: " + now);
            }
            LockSupport.parkNanos(200_000_000L);
            now = copy(appliance, token);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static JsonNode copy(Appliance appliance, String token) throws IOException, InterruptedException {
        return appliance.json("/annuaire/extraction", token);
    }

    private static void search(Appliance appliance, Report report, String token)
            throws IOException, InterruptedException, SQLException {
        try (Connection bare = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + appliance.port("VM_PORT_POSTGRESQL") + "/vm",
                "vm_app",
                Appliance.secret("pg-vm_app"))) {
            long generation = generation(bare);
            List<String> typed = typed(bare, generation);
            for (int i = 0; i < 100; i++) { // both sides warm
                byRest(appliance, token, typed.get(i));
                bySql(bare, generation, typed.get(i));
            }
            Figures ours = new Figures();
            Figures theirs = new Figures();
            for (String text : typed) {
                ours.add(byRest(appliance, token, text));
                theirs.add(bySql(bare, generation, text));
            }
            Figures slips = new Figures();
            for (String text : typed.subList(0, 100)) {
                slips.add(byRest(appliance, token, slip(text)));
            }
            report.add("search by REST, p95", "ms", one(ours.percentile(0.95)), Asked.atMost(50));
            report.add("the bare statement, p95", "ms", one(theirs.percentile(0.95)), Asked.nothing());
            report.add(
                    "p95 by REST / bare statement",
                    "",
                    one(ours.percentile(0.95) / theirs.percentile(0.95)),
                    Asked.atMost(2));
            report.add("search by REST, all", "ms", ours, Asked.nothing());
            report.add("search with a slip, p95", "ms", one(slips.percentile(0.95)), Asked.atMost(50));
        }
    }

    private static Figures one(double value) {
        Figures figures = new Figures();
        figures.add(value);
        return figures;
    }

    private static long generation(Connection bare) throws SQLException {
        try (PreparedStatement sql = bare.prepareStatement("SELECT generation FROM vm.annuaire_copy");
                ResultSet row = sql.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What people type: a whole name, a surname alone, the beginning of one, a profession with a name. */
    private static List<String> typed(Connection bare, long generation) throws SQLException {
        Random random = new Random(42);
        List<String> typed = new ArrayList<>();
        try (PreparedStatement sql = bare.prepareStatement(SEEN.replace("{g}", Long.toString(generation)))) {
            while (typed.size() < SEARCHES) {
                sql.setInt(1, random.nextInt(300_000));
                try (ResultSet row = sql.executeQuery()) {
                    row.next();
                    String name = row.getString(1);
                    String last = name.substring(name.lastIndexOf(' ') + 1);
                    typed.add(
                            switch (typed.size() % 4) {
                                case 0, 1 -> name;
                                case 2 -> last;
                                default -> last.substring(0, Math.min(5, last.length()));
                            });
                }
            }
        }
        return typed;
    }

    /** Two letters in the wrong order. */
    private static String slip(String text) {
        int at = text.length() / 2;
        return text.substring(0, at - 1) + text.charAt(at) + text.charAt(at - 1) + text.substring(at + 1);
    }

    private static double byRest(Appliance appliance, String token, String text)
            throws IOException, InterruptedException {
        HttpClient http = appliance.http();
        HttpRequest request = HttpRequest.newBuilder(URI.create(appliance.endpoint("api") + "/annuaire/search?q="
                        + URLEncoder.encode(text, StandardCharsets.UTF_8)))
                .header("Authorization", "Bearer " + token)
                .build();
        long start = System.nanoTime();
        int status = http.send(request, BodyHandlers.ofString()).statusCode();
        double millis = (System.nanoTime() - start) / 1e6;
        if (status != 200) {
            throw new IOException(request.uri() + " answered " + status);
        }
        return millis;
    }

    private static double bySql(Connection bare, long generation, String text) throws SQLException {
        List<String> words = new ArrayList<>();
        List<String> exact = new ArrayList<>();
        String plain = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(java.util.Locale.ROOT);
        for (String word : plain.split("[^a-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                words.add("'" + word + "'" + (word.length() >= 3 ? ":*" : ""));
                exact.add("'" + word + "'");
            }
        }
        long start = System.nanoTime();
        try (PreparedStatement sql = bare.prepareStatement(BARE.replace("{g}", Long.toString(generation)))) {
            sql.setString(1, String.join(" & ", words));
            sql.setString(2, String.join(" & ", exact));
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    row.getString(7);
                }
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static void range(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("java", "-jar", "/opt/vaguemestre/range/range.jar"));
        command.addAll(List.of(arguments));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("the range could not make an extraction");
        }
    }
}
