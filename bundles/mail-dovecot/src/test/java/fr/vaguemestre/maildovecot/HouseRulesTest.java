package fr.vaguemestre.maildovecot;

import fr.vaguemestre.testkit.HouseRules;

class HouseRulesTest extends HouseRules {
    HouseRulesTest() {
        super("fr.vaguemestre.maildovecot");
    }
}
