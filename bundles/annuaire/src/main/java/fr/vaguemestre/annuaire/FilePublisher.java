package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.annuaire.Deposit;
import fr.vaguemestre.api.annuaire.DepositAnswer;
import fr.vaguemestre.api.annuaire.DepositAnswer.Verdict;
import fr.vaguemestre.api.annuaire.DirectoryPublisher;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.Holder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the directory by files, for whoever carries them: one file of two lines for each deposit, named by its key, so that a
 * repeated deposit replaces itself. Reports are files of lines {@code key;OK|KO;code;words}, the key in quotes.
 */
@Component(service = DirectoryPublisher.class, configurationPid = AnnuaireConfig.PID)
public final class FilePublisher implements DirectoryPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(FilePublisher.class);
    private static final String HEADER =
            "cle;operation;adresse;type;structure;rpps;nom;prenom;profession;libelle;service;description;responsable";
    private static final Map<String, Verdict> VERDICTS = Map.of("OK", Verdict.ACCEPTED, "KO", Verdict.TO_CORRECT);

    private final Path deposits;
    private final Path reports;
    private final List<Path> told = new ArrayList<>();

    /** Works in the folder of the settings. */
    @Activate
    public FilePublisher(AnnuaireConfig config) {
        this.deposits = Path.of(config.folder(), "depots");
        this.reports = Path.of(config.folder(), "comptes-rendus");
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public DepositAnswer deposit(Deposit deposit) {
        try {
            Files.createDirectories(deposits);
            Path file = deposits.resolve(digest(deposit.key()) + ".csv");
            Path draft = deposits.resolve("." + file.getFileName());
            Files.writeString(draft, HEADER + "\r\n" + line(deposit) + "\r\n", StandardCharsets.UTF_8);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new DepositAnswer(deposit.key(), Verdict.DEPOSITED, "", "");
        } catch (IOException unwritable) {
            return new DepositAnswer(
                    deposit.key(), Verdict.LATER, "unavailable", String.valueOf(unwritable.getMessage()));
        }
    }

    @Override
    public synchronized List<DepositAnswer> reports() {
        try {
            Files.createDirectories(reports);
            putAway();
            List<DepositAnswer> answers = new ArrayList<>();
            try (Stream<Path> files = Files.list(reports)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".csv"))
                        .sorted()
                        .toList()) {
                    Files.readAllLines(file, StandardCharsets.UTF_8).forEach(line -> read(line, answers));
                    told.add(file);
                }
            }
            return answers;
        } catch (IOException unreadable) {
            LOG.warn("reports of the directory cannot be read: {}", unreadable.getMessage());
            return List.of();
        }
    }

    /** What the last call told is kept in the database by now. */
    private void putAway() throws IOException {
        Path done = Files.createDirectories(reports.resolve("lus"));
        for (Path file : told) {
            if (Files.exists(file)) {
                Files.move(file, done.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        told.clear();
    }

    private static void read(String line, List<DepositAnswer> answers) {
        List<String> fields = fields(line);
        Verdict verdict = fields.size() < 2 ? null : VERDICTS.get(fields.get(1));
        if (verdict == null) {
            if (!line.isBlank() && !line.startsWith("cle;")) {
                LOG.warn("a line of a report is not understood and left out: {}", line);
            }
            return;
        }
        String code = fields.size() > 2 ? fields.get(2) : "";
        String detail = fields.size() > 3 ? fields.get(3) : "";
        String known = verdict == Verdict.TO_CORRECT && code.isBlank() ? "refused-line" : code;
        answers.add(new DepositAnswer(fields.get(0), verdict, known, detail));
    }

    private static String line(Deposit deposit) {
        Bal bal = deposit.mailbox();
        return Stream.of(
                        deposit.key(),
                        deposit.wanted() ? "PUBLIER" : "RETIRER",
                        bal.address(),
                        bal.type().name(),
                        deposit.structure(),
                        bal.holder().map(Holder::rpps).orElse(""),
                        bal.holder().map(Holder::familyName).orElse(""),
                        bal.holder().map(Holder::givenName).orElse(""),
                        bal.holder().flatMap(Holder::professionCode).orElse(""),
                        bal.displayName(),
                        bal.service(),
                        bal.description(),
                        bal.responsible().orElse(""))
                .map(FilePublisher::quoted)
                .collect(Collectors.joining(";"));
    }

    /** A spreadsheet must not take a person's words for a formula, nor for more than one field. */
    private static String quoted(String text) {
        String plain = text.replaceAll("[\\r\\n\\t]+", " ");
        String safe = plain.matches("[=+\\-@].*") ? "'" + plain : plain;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** The fields of a line of CSV, quotes undone. */
    static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if (letter == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (letter == ';' && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(letter);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }

    private static String digest(String key) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha).substring(0, 32);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new UncheckedIOException(new IOException(everyJdkHasIt));
        }
    }
}
