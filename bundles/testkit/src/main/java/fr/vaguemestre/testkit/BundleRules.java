package fr.vaguemestre.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.bePackagePrivate;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The rules of one bundle, each alone, so that its mutant can be shown to fail on it and on nothing else. */
final class BundleRules {
    private static final String STORE = "fr.vaguemestre.store";

    /** Packages of a technology, and the words that may know them. */
    private static final Map<String, Set<String>> OWNERS = Map.ofEntries(
            Map.entry("org.apache.cxf..", Set.of("rest")),
            Map.entry("io.swagger..", Set.of("rest")),
            Map.entry("redis.clients..", Set.of("cache")),
            Map.entry("io.prometheus..", Set.of("monitoring")),
            Map.entry("com.vaadin..", Set.of("ui")),
            Map.entry("jakarta..", Set.of("ui")),
            Map.entry("liquibase..", Set.of("store")),
            Map.entry("com.zaxxer.hikari..", Set.of("store")),
            Map.entry("org.postgresql..", Set.of("store")),
            Map.entry("com.nimbusds..", Set.of("access", "psc")),
            Map.entry("org.bouncycastle..", Set.of("igc", "pkcs11", "confiance", "access", "plugins", "range")),
            Map.entry("javax.mail..", Set.of("webmail", "messages", "bal")));

    private final String root;
    private final String word;
    private final String[] known;

    BundleRules(String root, String... exported) {
        this.root = root;
        this.known = Stream.concat(Stream.of("fr.vaguemestre.api..", root + ".."), Stream.of(exported))
                .toArray(String[]::new);
        this.word = root.substring(root.lastIndexOf('.') + 1);
    }

    ArchRule aBundleKnowsOnlyTheApiAndItself() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("fr.vaguemestre..").and(not(resideInAnyPackage(known))))
                .because("bundles meet only through fr.vaguemestre.api, so each can be replaced while the others run");
    }

    ArchRule edgesTranslateAndNothingElse() {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".rest..", root + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root, "javax.persistence..", "java.sql..", "javax.sql..")
                .because("REST and CLI call the service interface like any other client");
    }

    /** A service may hand an entity manager on, from the unit of work to its repository; using it is the repository's. */
    ArchRule onlyRepositoriesTouchTheDatabase() {
        return noClasses()
                .that(not(repository()))
                .and()
                .resideOutsideOfPackage(STORE + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..")
                        .or(nameMatching("javax\\.persistence\\..*Query").forSubtype()))
                .orShould()
                .callMethodWhere(call(
                        "JPA",
                        (type, method) -> type.getPackageName().equals("javax.persistence")
                                && !type.getSimpleName().equals("EntityManagerFactory")))
                .because("SQL and JPA have one place in each capability, its *Repository");
    }

    private static DescribedPredicate<JavaClass> repository() {
        return DescribedPredicate.describe(
                "are a *Repository", type -> outermost(type).getSimpleName().endsWith("Repository"));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(BundleRules::outermost).orElse(type);
    }

    ArchRule onlyComponentsArePublic() {
        return classes()
                .that()
                .areNotAnnotatedWith(Component.class)
                .and()
                .areTopLevelClasses()
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .and()
                .resideInAPackage(root)
                .should(bePackagePrivate())
                .because("nobody else can name what is inside a bundle; the component is public for the framework");
    }

    ArchRule onlyExtensionListsAreFieldReferences() {
        // @Reference has CLASS retention, which ArchUnit reads from the bytecode.
        return fields().that()
                .areAnnotatedWith(Reference.class)
                .should()
                .haveRawType(List.class)
                .andShould()
                .haveModifier(JavaModifier.VOLATILE)
                .because("needed services come through the constructor; only plug-in lists change while running");
    }

    ArchRule timeIsInjected() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(STORE + "..")
                .should()
                .callMethodWhere(call("the machine's clock", BundleRules::asksTheMachine))
                .orShould()
                .callConstructor(java.util.Date.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("the clock is a service, which tests and the practice range can shift");
    }

    private static boolean asksTheMachine(JavaClass type, MethodCallTarget method) {
        boolean givenOne = method.getRawParameterTypes().stream().anyMatch(given -> given.isEquivalentTo(Clock.class));
        boolean now = method.getName().equals("now") && !givenOne;
        boolean clock = type.isEquivalentTo(Clock.class) && method.getName().startsWith("system");
        return type.getPackageName().startsWith("java.time") && (now || clock);
    }

    private static DescribedPredicate<JavaMethodCall> call(
            String what, BiPredicate<JavaClass, MethodCallTarget> matches) {
        return DescribedPredicate.describe("is " + what, call -> matches.test(call.getTargetOwner(), call.getTarget()));
    }

    ArchRule nothingSleepsNorMakesThreadPools() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(STORE + "..")
                .should()
                .callMethodWhere(call(
                        "sleep",
                        (type, method) -> type.isEquivalentTo(Thread.class)
                                && method.getName().equals("sleep")))
                .orShould()
                .callMethodWhere(call(
                        "a new pool",
                        (type, method) -> type.isEquivalentTo(Executors.class)
                                && method.getName().startsWith("new")))
                .because("repeated work is a job of the store; a server's own threads are bounded and named where they"
                        + " are made");
    }

    ArchRule nothingPrints() {
        return noClasses()
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .because("the log is where things are said");
    }

    ArchRule loggersAreSlf4jAndPrivate() {
        return fields().that()
                .haveRawType("org.slf4j.Logger")
                .should()
                .bePrivate()
                .andShould()
                .beStatic()
                .andShould()
                .beFinal()
                .because("a logger is named by its class");
    }

    ArchRule noOtherLogging() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.logging..",
                        "org.apache.log4j..",
                        "org.apache.logging..",
                        "org.apache.commons.logging..")
                .because("slf4j is the one way to the log");
    }

    ArchRule namesSayWhatDiffers() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .because("an implementation is named for what differs");
    }

    Stream<ArchRule> eachTechnologyHasOneOwner() {
        return OWNERS.entrySet().stream()
                .filter(entry -> !entry.getValue().contains(word))
                .map(entry -> technology(entry.getKey(), entry.getValue()));
    }

    private ArchRule technology(String packages, Set<String> owners) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packages)
                .because(packages + " belongs to " + String.join(", ", owners) + " alone");
    }
}
