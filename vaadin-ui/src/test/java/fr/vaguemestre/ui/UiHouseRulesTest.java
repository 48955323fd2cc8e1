package fr.vaguemestre.ui;

import fr.vaguemestre.testkit.HouseRules;

class UiHouseRulesTest extends HouseRules {
    UiHouseRulesTest() {
        super("fr.vaguemestre.ui", "fr.vaguemestre.console.spi");
    }
}
