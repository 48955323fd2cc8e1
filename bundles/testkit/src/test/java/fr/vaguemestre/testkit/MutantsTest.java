package fr.vaguemestre.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the house bites: its mutant fails on it, and nothing else does. */
class MutantsTest {
    private static final Pattern MUTANT = Pattern.compile("fr\\.vaguemestre\\.mutant\\.(?:Mutants|Borrowers)\\$(\\w+)");

    private final JavaClasses mutants = new ClassFileImporter().importPackages("fr.vaguemestre.mutant");
    private final JavaClasses api = new ClassFileImporter().importPackages("fr.vaguemestre.mutantapi");
    private final BundleRules rules = new BundleRules("fr.vaguemestre.mutant");
    private final ApiRules apiRules = new ApiRules("fr.vaguemestre.mutantapi");

    private static String report(ArchRule rule, JavaClasses code) {
        return String.join(
                "\n",
                rule.allowEmptyShould(true).evaluate(code).getFailureReport().getDetails());
    }

    /** The mutants that a rule finds fault with. */
    private Set<String> caughtBy(ArchRule rule) {
        var caught = new TreeSet<String>();
        for (String line : report(rule, mutants).lines().toList()) {
            Matcher names = MUTANT.matcher(line);
            if (names.find()) {
                caught.add(names.group(1));
            }
        }
        return caught;
    }

    @Test
    void anotherBundleIsOutOfReach() {
        var narrow = new BundleRules("fr.vaguemestre.mutant.rest");
        assertThat(report(narrow.aBundleKnowsOnlyTheApiAndItself(), mutants)).contains("Mutants$Implementation");
        assertThat(caughtBy(new BundleRules("fr.vaguemestre.mutant").aBundleKnowsOnlyTheApiAndItself()))
                .isEmpty();
    }

    @Test
    void anEdgeKnowsOnlyTheInterface() {
        assertThat(report(rules.edgesTranslateAndNothingElse(), mutants))
                .contains("PeekingResource", "PersistentResource", "SqlCommand", "SourceCommand");
    }

    @Test
    void theDatabaseIsTheRepositorys() {
        assertThat(caughtBy(rules.onlyRepositoriesTouchTheDatabase()))
                .containsExactly("UsesDataSources", "UsesJpa", "UsesQueries", "UsesSql");
    }

    @Test
    void aPublicClassMustBeAComponent() {
        assertThat(report(rules.onlyComponentsArePublic(), mutants)).contains("fr.vaguemestre.mutant.Mutants");
    }

    @Test
    void aFieldReferenceIsAVolatileList() {
        assertThat(caughtBy(rules.onlyExtensionListsAreFieldReferences()))
                .containsExactly("FieldReference", "ReferenceToOne");
    }

    @Test
    void theClockIsAService() {
        assertThat(caughtBy(rules.timeIsInjected()))
                .containsExactly("AsksForMillis", "AsksTheDate", "AsksTheTime", "MakesAClock");
    }

    @Test
    void threadsAreTheStores() {
        assertThat(caughtBy(rules.nothingSleepsNorMakesThreadPools())).containsExactly("MakesAPool", "Sleeps");
    }

    @Test
    void printingIsSeen() {
        assertThat(caughtBy(rules.nothingPrints())).containsExactly("Prints");
    }

    @Test
    void loggersAreSeen() {
        assertThat(caughtBy(rules.loggersAreSlf4jAndPrivate()))
                .containsExactly("LocalLogger", "LooseLogger", "OpenLogger");
        assertThat(caughtBy(rules.noOtherLogging()))
                .containsExactly("LogsByCommons", "LogsByLog4j", "LogsByLogging", "LogsByTheJdk");
    }

    @Test
    void aRouteWithoutItsNameIsSeen() {
        assertThat(caughtBy(RestRules.resourcesAreCalledResource())).containsExactly("Routes");
    }

    @Test
    void aRouteThatTellsNothingIsSeen() {
        assertThat(caughtBy(RestRules.operationsSayWhoMayCall())).containsExactly("OpenRoute");
        assertThat(caughtBy(RestRules.responsesSayWhatTheyAre())).containsExactly("VagueRoute");
    }

    @Test
    void emptyNamesAreSeen() {
        assertThat(caughtBy(rules.namesSayWhatDiffers()))
                .containsExactly("AbstractCall", "CallHelper", "CallImpl", "CallManager", "StringUtil", "StringUtils");
    }

    @Test
    void aBorrowedTechnologyIsSeen() {
        assertThat(rules.eachTechnologyHasOneOwner().map(this::caughtBy))
                .hasSize(12)
                .allSatisfy(
                        caught -> assertThat(caught).singleElement().asString().startsWith("Knows"))
                .doesNotHaveDuplicates();
        var owner = new BundleRules("fr.vaguemestre.rest");
        assertThat(owner.eachTechnologyHasOneOwner().map(ArchRule::getDescription))
                .noneMatch(rule -> rule.contains("org.apache.cxf"));
    }

    @Test
    void anApiThatDoesIsSeen() {
        assertThat(report(apiRules.itIsAVocabulary(), api)).contains("Doer").doesNotContain("Silent>");
        assertThat(report(apiRules.interfacesSayWhoImplementsThem(), api)).contains("Silent");
        assertThat(report(apiRules.itsPackagesHaveNoCycle(), api)).contains("Cycle detected");
        assertThat(report(apiRules.itImportsTheJdkAndAnnotations(), api)).contains("org.apache.cxf.Foreign");
    }

    /** So that a rule cannot come without its mutant. */
    @ParameterizedTest
    @MethodSource("allRules")
    void everyRuleBitesSomething(Method method) throws ReflectiveOperationException {
        boolean ofTheApi = method.getDeclaringClass() == ApiRules.class;
        var bitten = new ArrayList<String>();
        for (var owner : ofTheApi ? List.of(apiRules) : List.of(rules, new BundleRules("fr.vaguemestre.mutant.rest"))) {
            Object told = method.invoke(owner);
            Stream<?> each = told instanceof Stream<?> several ? several : Stream.of(told);
            each.map(rule -> report((ArchRule) rule, ofTheApi ? api : mutants))
                    .filter(report -> !report.isEmpty())
                    .forEach(bitten::add);
        }
        assertThat(bitten).isNotEmpty();
    }

    static Stream<Method> allRules() {
        return Stream.of(BundleRules.class, RestRules.class, ApiRules.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> method.getParameterCount() == 0)
                .filter(method -> method.getReturnType() == ArchRule.class || method.getReturnType() == Stream.class);
    }

    @Test
    void lengthIsSeen(@TempDir Path folder) throws IOException {
        var body = "        i++;\n".repeat(SourceRules.METHOD_LINES - 1);
        var file = folder.resolve("Long.java");
        Files.writeString(file, "class Long {\n    void one(int i) {\n" + body + "    }\n}\n");
        assertThat(SourceRules.violations(folder)).singleElement().asString().contains("one has 41 lines");
        Files.writeString(file, "class Long {\n    void one(int i) {\n" + body.substring(13) + "    }\n}\n");
        assertThat(SourceRules.violations(folder)).isEmpty();
        Files.writeString(file, "class Long {\n" + "\n".repeat(SourceRules.FILE_LINES - 1) + "}\n");
        assertThat(SourceRules.violations(folder)).singleElement().asString().contains("has 401 lines");
    }
}
