package fr.vaguemestre.pkcs11;

import fr.vaguemestre.testkit.HouseRules;

class HouseRulesTest extends HouseRules {
    HouseRulesTest() {
        super("fr.vaguemestre.pkcs11");
    }
}
