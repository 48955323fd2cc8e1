package fr.vaguemestre.confiance;

import fr.vaguemestre.testkit.HouseRules;

class HouseRulesTest extends HouseRules {
    HouseRulesTest() {
        super("fr.vaguemestre.confiance");
    }
}
