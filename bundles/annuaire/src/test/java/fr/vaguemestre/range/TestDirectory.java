package fr.vaguemestre.range;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The practice range's directory in this process, with its faults. */
public final class TestDirectory implements AutoCloseable {
    private final Path home;
    private final Faults faults;
    private final DirectoryServer server;

    /** Listens on a free port. */
    public TestDirectory(RangeIgc igc, Path home) throws IOException, GeneralSecurityException {
        this.home = home;
        this.faults = new Faults(home.resolve("faults"));
        var log = new EventLog(new PrintStream(OutputStream.nullOutputStream()), Clock.systemUTC(), "test");
        this.server = new DirectoryServer(igc, faults, home.resolve("annuaire"), 0, Clock.systemUTC(), log).start();
    }

    /** Base of its FHIR service. */
    public URI fhir() {
        return URI.create("https://localhost:" + server.port() + DirectoryServer.FHIR);
    }

    /** Where its extraction is. */
    public URI extraction() {
        return URI.create("https://localhost:" + server.port() + DirectoryServer.EXTRACTION);
    }

    /** Switches a fault. */
    public void fault(Fault fault, boolean on) throws IOException {
        faults.set(fault, on);
    }

    /** What it holds, read as a restarted one would. */
    public List<String> published() throws IOException {
        return new DirectoryBook(home.resolve("annuaire/journal"), "mssante.test")
                .published().stream()
                        .map(entry -> entry.getKey().key + " "
                                + entry.getValue().path("value").asText() + " "
                                + DirectoryBook.about(entry.getValue(), "service")
                                        .asText())
                        .map(String::strip)
                        .toList();
    }

    /** Serves those lines in place of its own extraction. */
    public void serve(int lines, List<String> more, Instant at) throws IOException {
        Path file = home.resolve("annuaire/extraction.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            new ExtractionMaker("mssante.test").write(out, lines, more, at);
        }
    }

    /** Serves those bytes in place of its own extraction. */
    public void serve(byte[] bytes) throws IOException {
        Files.write(home.resolve("annuaire/extraction.zip"), bytes);
    }

    /** The bytes of an extraction. */
    public static byte[] extraction(int lines, List<String> more) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        new ExtractionMaker("mssante.test").write(out, lines, more, Instant.EPOCH);
        return out.toByteArray();
    }

    /** A line of a professional. */
    public static String person(String address, String rpps, String given, String family, String profession) {
        return ExtractionMaker.person(address, rpps, given, family, profession, "310000000", ExtractionMaker.place(3));
    }

    /** A line of a service. */
    public static String unit(String address, String service) {
        return ExtractionMaker.unit(address, service, "310000000", ExtractionMaker.place(3));
    }

    @Override
    public void close() {
        server.close();
    }
}
