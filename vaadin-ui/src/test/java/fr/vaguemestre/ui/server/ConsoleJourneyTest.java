package fr.vaguemestre.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The journey, against the console that {@code console.url} names, else against one on services in memory. */
@EnabledIf("fr.vaguemestre.ui.server.Browser#present")
class ConsoleJourneyTest {
    @Test
    void anAdministratorFindsTheWay() throws Exception {
        ConsoleJourney asked = ConsoleJourney.ofProperties();
        try (var browser = new Browser()) {
            if (asked != null) {
                asked.travel(browser);
                return;
            }
            try (var server = ConsoleDevServer.start(0)) {
                server.sample();
                String address = new ConsoleJourney(
                                server.url(), "gestion", ConsoleDevServer.PASSWORD, "ch-exemple.mssante.test")
                        .travel(browser);
                assertThat(address).endsWith("@ch-exemple.mssante.test");
                assertThat(server.services.auth.sessions())
                        .as("sessions left open")
                        .isZero();
            }
        }
    }
}
