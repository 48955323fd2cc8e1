package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.testkit.HouseRules;

class HouseRulesTest extends HouseRules {
    HouseRulesTest() {
        super("fr.vaguemestre.mailpostfix");
    }
}
