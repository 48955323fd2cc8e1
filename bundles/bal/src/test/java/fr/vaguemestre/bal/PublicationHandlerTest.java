package fr.vaguemestre.bal;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.Publication.State;
import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.event.StoredEvent;
import fr.vaguemestre.store.TestStore;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicationHandlerTest {
    private static final BalHouse HOUSE = new BalHouse();

    private final PublicationHandler handler =
            new PublicationHandler(HOUSE.store().work(), HOUSE.store().factory("bal"));

    @AfterAll
    static void end() {
        HOUSE.close();
    }

    @BeforeEach
    void empty() {
        HOUSE.empty();
    }

    @Test
    void whatTheDirectorySaidIsShownWithoutANewVersion() {
        Bal made = HOUSE.bals().create(TestStore.superAdmin(), HOUSE.org("cardio@ch.mssante.test"));

        handler.handle(said("A_CORRIGER", 3, "refused-line"));
        Bal refused = HOUSE.bals().get(TestStore.superAdmin(), made.address());
        assertThat(refused.publication().state()).isEqualTo(State.A_CORRIGER);
        assertThat(refused.publication().code()).contains("refused-line");
        assertThat(refused.version()).isEqualTo(made.version());

        handler.handle(said("ACCEPTEE", 5, ""));
        handler.handle(said("A_PUBLIER", 4, "unavailable"));
        Bal accepted = HOUSE.bals().get(TestStore.superAdmin(), made.address());
        assertThat(accepted.publication().state()).as("a fact that comes late").isEqualTo(State.ACCEPTEE);
        assertThat(accepted.publication().code()).isEmpty();
    }

    @Test
    void anotherTenantsFactChangesNothing() {
        Bal made = HOUSE.bals().create(TestStore.superAdmin(), HOUSE.org("cardio@ch.mssante.test"));
        var event = said("REFUSEE", 3, "immutable");
        handler.handle(new StoredEvent(event.id(), BalHouse.CLINIC_FINESS, event.at(), event.event()));
        assertThat(HOUSE.bals().get(TestStore.superAdmin(), made.address()).publication())
                .isEqualTo(made.publication());
    }

    private static StoredEvent said(String state, long revision, String code) {
        var facts = new java.util.HashMap<>(Map.of(
                "address",
                "cardio@ch.mssante.test",
                "state",
                state,
                "revision",
                Long.toString(revision),
                "at",
                "2026-11-23T03:00:00Z"));
        if (!code.isEmpty()) {
            facts.put("code", code);
        }
        return new StoredEvent(
                1, BalHouse.CH_FINESS, Instant.EPOCH, new DomainEvent("annuaire.publication-changed", facts));
    }
}
