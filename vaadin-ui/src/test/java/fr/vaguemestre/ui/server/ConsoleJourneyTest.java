package fr.vaguemestre.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The journey, against a console on services in memory and against the one that {@code console.url} names. */
@InBrowser
class ConsoleJourneyTest {
    private static final String DOMAIN = "ch-exemple.mssante.test";

    @Test
    @EnabledIfSystemProperty(named = "console.url", matches = ".+")
    void anAdministratorFindsTheWayInARunningAppliance() {
        try (var browser = new Browser()) {
            ConsoleJourney.ofProperties().travel(browser);
        }
    }

    @Test
    void anAdministratorFindsTheWay() throws Exception {
        try (var browser = new Browser();
                var server = ConsoleDevServer.start(0)) {
            server.sample();
            String address =
                    new ConsoleJourney(server.url(), "gestion", ConsoleDevServer.PASSWORD, DOMAIN).travel(browser);
            assertThat(address).endsWith("@" + DOMAIN);
            Await.until("no session is left open", 20, () -> server.services.auth.sessions() == 0);
        }
    }

    @Test
    void aSuperAdministratorFindsTheWayAmongHundreds() throws Exception {
        try (var browser = new Browser();
                var server = ConsoleDevServer.start(0)) {
            server.sample();
            server.many("b", 300);
            server.many("z", 300);
            new ConsoleJourney(server.url(), "admin", ConsoleDevServer.PASSWORD, DOMAIN).travel(browser);
        }
    }
}
