package fr.vaguemestre.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.TooMany;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final Pattern ASKED = Pattern.compile("\\b(words|Texts\\.of|Texts\\.counted|StateBox\\.of)\\("
            + "\\s*(?:[\\w.()]+,\\s*)?(?:VaadinIcon\\.\\w+,\\s*)?\"([a-z][\\w.-]*\\w)\"\\s*[,)]");
    private static final Map<String, List<String>> ENDS =
            Map.of("Texts.counted", List.of(".one", ".many"), "StateBox.of", List.of(".title", ".advice"));
    private static final Pattern NOT_FOR_PEOPLE = Pattern.compile(
            "/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|LOG\\.\\w+\\([^;]*;|throw new [^;]*;"
                    + "|new (?:Unavailable|Unauthenticated|AssertionError)\\([^;]*;|@\\w+\\([^)]*\\)",
            Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("\"((?:\\\\.|[^\"\\\\\\n])*)\"");
    private static final Pattern SENTENCE = Pattern.compile("\\p{L}{2,} \\p{L}{2,}");
    private static final Set<String> CODE_WORDS = Set.of("error primary", "not set up", "LLLL yyyy");

    @Test
    void bothLanguagesSayTheSameThings() {
        assertThat(Texts.bundle(Locale.ENGLISH).keySet())
                .isEqualTo(Texts.bundle(Locale.FRENCH).keySet());
    }

    @Test
    void everyKindAndStateHasAName() {
        Stream.of(
                        Arrays.stream(BalType.values()).map(type -> "bal.type." + type),
                        Arrays.stream(BalState.values()).map(state -> "bal.state." + state),
                        Arrays.stream(BalState.values()).map(state -> "bal.state." + state + ".help"),
                        Arrays.stream(Publication.State.values()).map(state -> "bal.publication." + state))
                .flatMap(keys -> keys)
                .forEach(key -> Texts.LOCALES.forEach(
                        locale -> assertThat(Texts.find(locale, key)).as(key).isPresent()));
    }

    /** Codes of the whole house: what a bundle has a title for, the console has words for. */
    @Test
    void everyProblemThatABundleNamesHasWordsOfItsOwn() throws IOException {
        List<String> codes = new ArrayList<>();
        try (Stream<Path> bundles = Files.list(Path.of("..", "bundles"))) {
            for (Path bundle : bundles.toList()) {
                Path titles = bundle.resolve("src/main/resources/OSGI-INF/l10n/problems_fr.properties");
                if (Files.exists(titles)) {
                    var read = new Properties();
                    try (Reader reader = Files.newBufferedReader(titles)) {
                        read.load(reader);
                    }
                    codes.addAll(read.stringPropertyNames());
                }
            }
        }
        codes.removeIf(code -> code.startsWith("status."));
        assertThat(codes).contains("rest.busy", "webmail.quota", "messages.queue-unknown");
        Texts.LOCALES.forEach(locale -> assertThat(codes)
                .as("problems without words, %s", locale)
                .allMatch(code -> Texts.find(locale, "problem." + code).isPresent()));
    }

    /** What the code asks for by a whole name; names that are put together are held by the pages' own tests. */
    @Test
    void everyKeyThatTheCodeNamesHasWords() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path source : sources()) {
            Matcher asked = ASKED.matcher(Files.readString(source));
            while (asked.find()) {
                for (String end : ENDS.getOrDefault(asked.group(1), List.of(""))) {
                    Texts.LOCALES.stream()
                            .filter(locale ->
                                    Texts.find(locale, asked.group(2) + end).isEmpty())
                            .forEach(locale -> missing.add(source.getFileName() + ": " + asked.group(2) + end));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /** Words that people read stand in the texts; in the code stand those of the log and of exceptions alone. */
    @Test
    void noWordsForPeopleStandInTheCode() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : sources()) {
            String code = NOT_FOR_PEOPLE.matcher(Files.readString(source)).replaceAll("");
            Matcher literal = LITERAL.matcher(code);
            while (literal.find()) {
                if (!literal.group(1).contains("<")
                        && SENTENCE.matcher(literal.group(1)).find()
                        && !CODE_WORDS.contains(literal.group(1))) {
                    found.add(source.getFileName() + ": " + literal.group(1));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("src/main/java/fr/vaguemestre/ui"))) {
            List<Path> sources = all.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.endsWith("SafeHtml.java") && !path.endsWith("DayChart.java"))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(50);
            return sources;
        }
    }

    @Test
    void frenchIsSpokenToWhoAsksForNeither() {
        assertThat(Texts.of(Locale.GERMAN, "sign-in.enter")).isEqualTo("Se connecter");
        assertThat(Texts.of(Locale.UK, "sign-in.enter")).isEqualTo("Sign in");
    }

    @Test
    void zeroIsOneInFrenchAndManyInEnglish() {
        assertThat(Texts.counted(Locale.FRENCH, "bal.count", 0)).isEqualTo("0 boîte");
        assertThat(Texts.counted(Locale.ENGLISH, "bal.count", 0)).isEqualTo("0 mailboxes");
        assertThat(Texts.counted(Locale.FRENCH, "bal.count", 2)).isEqualTo("2 boîtes");
    }

    @Test
    void aKnownProblemHasWordsOfItsOwn() {
        assertThat(ProblemTexts.of(new Conflict("bal.address-taken", "taken"), Locale.FRENCH))
                .contains("jamais réattribuée");
    }

    @Test
    void anUnknownProblemIsToldByItsFamilyAndDetail() {
        assertThat(ProblemTexts.of(new Invalid("vendor.rule", "names need a badge"), Locale.ENGLISH))
                .isEqualTo("The request was refused: names need a badge");
    }

    @Test
    void aLockTellsHowLongToWait() {
        var locked = new TooMany("access.locked", "locked", Duration.ofMinutes(15));
        assertThat(ProblemTexts.of(locked, Locale.FRENCH)).endsWith("Réessayez dans 15 minutes.");
        assertThat(ProblemTexts.waiting(Duration.ofMillis(200), Locale.ENGLISH)).isEqualTo("1 second");
        assertThat(ProblemTexts.waiting(Duration.ofSeconds(121), Locale.ENGLISH))
                .isEqualTo("3 minutes");
    }

    @Test
    void sizesAreWrittenAsPeopleDo() {
        assertThat(Figures.bytes(0, Locale.FRENCH)).isEqualTo("0\u00a0o");
        assertThat(Figures.bytes(1_572_864, Locale.FRENCH)).isEqualTo("1,5\u00a0Mo");
        assertThat(Figures.bytes(1L << 30, Locale.ENGLISH)).isEqualTo("1\u00a0GB");
    }
}
