package fr.vaguemestre.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of REST routes, in whichever bundle they are. */
final class RestRules {
    private static final String REST = "fr.vaguemestre.api.rest.";

    /** By name: ArchUnit does not look at the annotations of an annotation that it did not import. */
    private static final Set<String> VERBS = Stream.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
            .map(verb -> "javax.ws.rs." + verb)
            .collect(Collectors.toSet());

    private RestRules() {}

    static ArchRule resourcesAreCalledResource() {
        return classes()
                .that()
                .areAnnotatedWith("javax.ws.rs.Path")
                .should()
                .haveSimpleNameEndingWith("Resource")
                .because("a route leads to its class by name");
    }

    static ArchRule operationsSayWhoMayCall() {
        return methods()
                .that(operations())
                .should()
                .beAnnotatedWith(REST + "OpenTo")
                .orShould()
                .beAnnotatedWith(REST + "Anonymous")
                .because("a route that says nothing is open to nobody, and the isolation matrix is made from what it"
                        + " says");
    }

    static ArchRule responsesSayWhatTheyAre() {
        return methods()
                .that(operations())
                .and()
                .haveRawReturnType("javax.ws.rs.core.Response")
                .should()
                .beAnnotatedWith(REST + "Answers")
                .because("nothing else tells the contract which status and body it is");
    }

    private static DescribedPredicate<JavaMethod> operations() {
        return DescribedPredicate.describe("answer an HTTP method", method -> method.getAnnotations().stream()
                .map(said -> said.getRawType().getName())
                .anyMatch(VERBS::contains));
    }
}
