package fr.vaguemestre.messages;

import fr.vaguemestre.testkit.HouseRules;

class HouseRulesTest extends HouseRules {
    HouseRulesTest() {
        super("fr.vaguemestre.messages");
    }
}
