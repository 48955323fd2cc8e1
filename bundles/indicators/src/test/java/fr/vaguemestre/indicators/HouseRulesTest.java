package fr.vaguemestre.indicators;

import fr.vaguemestre.testkit.HouseRules;

class HouseRulesTest extends HouseRules {
    HouseRulesTest() {
        super("fr.vaguemestre.indicators");
    }
}
