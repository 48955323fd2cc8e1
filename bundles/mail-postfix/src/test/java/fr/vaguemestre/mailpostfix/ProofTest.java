package fr.vaguemestre.mailpostfix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProofTest {
    private static final String PEER = "0f".repeat(32);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Proof proof = new Proof(new byte[32]);

    @Test
    void aProofNamesItsPeerForAnHour() {
        String login = proof.of(PEER, NOW);

        assertThat(proof.peer(login, NOW)).contains(PEER);
        assertThat(proof.peer(login, NOW.plus(Duration.ofMinutes(60)))).contains(PEER);
        assertThat(proof.peer(login, NOW.plus(Duration.ofMinutes(61)))).isEmpty();
        assertThat(proof.peer(login, NOW.minus(Duration.ofMinutes(2)))).isEmpty();
    }

    @Test
    void whatWasNotMadeHereProvesNothing() {
        String login = proof.of(PEER, NOW);

        assertThat(new Proof(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}).peer(login, NOW))
                .isEmpty();
        assertThat(proof.peer(login.replace("0f0f", "0e0e"), NOW)).isEmpty();
        assertThat(proof.peer(PEER, NOW)).isEmpty();
        assertThat(proof.peer("", NOW)).isEmpty();
        assertThat(proof.peer(login + "\n", NOW)).isEmpty();
    }
}
