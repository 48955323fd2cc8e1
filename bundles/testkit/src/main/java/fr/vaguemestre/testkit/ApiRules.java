package fr.vaguemestre.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the one bundle that everybody imports. */
final class ApiRules {
    private final String root;

    ApiRules(String root) {
        this.root = root;
    }

    ArchRule itIsAVocabulary() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.be(vocabulary()))
                .because("an api says words: interfaces, records, enums, annotations and problems, and does nothing");
    }

    private static DescribedPredicate<JavaClass> vocabulary() {
        return DescribedPredicate.describe(
                "an interface, a record, an enum, an annotation or a problem",
                type -> type.isInterface()
                        || type.isRecord()
                        || type.isEnum()
                        || type.isAnnotation()
                        || type.isAssignableTo(RuntimeException.class)
                        || type.isAnonymousClass());
    }

    ArchRule interfacesSayWhoImplementsThem() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .areInterfaces()
                .and()
                .areTopLevelClasses()
                .and(DescribedPredicate.describe("are no annotations", type -> !type.isAnnotation()))
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should()
                .beAnnotatedWith("org.osgi.annotation.versioning.ProviderType")
                .orShould()
                .beAnnotatedWith("org.osgi.annotation.versioning.ConsumerType")
                .because("bnd reads from it how far a change of the interface reaches");
    }

    ArchRule itsPackagesHaveNoCycle() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    /** JPA's entity manager is seen by {@code api.store} alone; problems and callers are for everyone. TLS is the JDK's own. */
    ArchRule itImportsTheJdkAndAnnotations() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".store..")
                .should()
                .dependOnClassesThat(DescribedPredicate.not(resideInAPackage(root + "..")
                        .or(resideInAnyPackage(
                                "java..", "javax.net.ssl..", "org.osgi.annotation..", "org.jspecify..", ""))))
                .because("whoever imports the api must not be made to import a technology");
    }
}
