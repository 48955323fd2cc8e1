package fr.vaguemestre.testkit;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The api and the testkit itself keep the rules; the api cannot run them, for testkit needs it. */
class ApiRulesTest {
    private final JavaClasses code = new ClassFileImporter().importPackages("fr.vaguemestre.api");
    private final ApiRules rules = new ApiRules("fr.vaguemestre.api");

    @Test
    void itIsAVocabulary() {
        rules.itIsAVocabulary().check(code);
    }

    @Test
    void interfacesSayWhoImplementsThem() {
        rules.interfacesSayWhoImplementsThem().check(code);
    }

    @Test
    void itsPackagesHaveNoCycle() {
        rules.itsPackagesHaveNoCycle().check(code);
    }

    @Test
    void itImportsTheJdkAndAnnotations() {
        rules.itImportsTheJdkAndAnnotations().check(code);
    }

    @Test
    void filesAndMethodsStaySmall() {
        SourceRules.check(Path.of("src"));
        SourceRules.check(Path.of("../api/src"));
    }
}
