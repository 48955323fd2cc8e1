package fr.vaguemestre.rest;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.rest.IdempotencyRepository.Answer;
import fr.vaguemestre.rest.IdempotencyRepository.Kept;
import fr.vaguemestre.store.TestStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statements on a real PostgreSQL, under row security. */
class IdempotencyRepositoryTest {
    private static final TestStore STORE = TestStore.with(new RestSchema());
    private static final IdempotencyRepository ANSWERS = new IdempotencyRepository(STORE.pool());
    private static final Answer CREATED = new Answer(201, "application/json", "/api/v1/things/1", "{}");

    private final Caller ofA = TestStore.domainAdmin("310000000", "a.mssante.test");
    private final Caller ofB = TestStore.domainAdmin("2A0000014", "b.mssante.test");

    @AfterAll
    static void end() {
        STORE.close();
    }

    @BeforeEach
    void nothingKept() {
        STORE.tamper("TRUNCATE vm.rest_answer");
    }

    @Test
    void theFirstTakesTheKeyAndItsAnswerIsFoundByTheNext() {
        assertThat(ANSWERS.begin(ofA, "k", "digest")).isEmpty();
        assertThat(ANSWERS.begin(ofA, "k", "digest")).contains(new Kept("digest", Optional.empty()));
        ANSWERS.finish(ofA, "k", CREATED);
        assertThat(ANSWERS.begin(ofA, "k", "digest")).contains(new Kept("digest", Optional.of(CREATED)));
        assertThat(ANSWERS.begin(ofA, "k", "other")).contains(new Kept("digest", Optional.of(CREATED)));
    }

    @Test
    void anAnswerThatIsKeptIsNotWrittenOverNorForgotten() {
        ANSWERS.begin(ofA, "k", "digest");
        ANSWERS.finish(ofA, "k", CREATED);
        ANSWERS.finish(ofA, "k", new Answer(204, null, null, ""));
        ANSWERS.forget(ofA, "k");
        assertThat(ANSWERS.begin(ofA, "k", "digest")).contains(new Kept("digest", Optional.of(CREATED)));
    }

    @Test
    void aKeyGivenBackIsFreeAgain() {
        ANSWERS.begin(ofA, "k", "digest");
        ANSWERS.forget(ofA, "k");
        assertThat(ANSWERS.begin(ofA, "k", "another")).isEmpty();
    }

    @Test
    void aKeyWhoseNodeDiedIsTakenAfterAMinuteByTheSameRequestAlone() {
        ANSWERS.begin(ofA, "k", "digest");
        STORE.tamper("UPDATE vm.rest_answer SET at = now() - interval '61 seconds'");
        assertThat(ANSWERS.begin(ofA, "k", "another")).contains(new Kept("digest", Optional.empty()));
        assertThat(ANSWERS.begin(ofA, "k", "digest")).isEmpty();
        assertThat(ANSWERS.begin(ofA, "k", "digest")).isPresent();
    }

    @Test
    void answersGoAfterADay() {
        ANSWERS.begin(ofA, "k", "digest");
        ANSWERS.finish(ofA, "k", CREATED);
        STORE.tamper("UPDATE vm.rest_answer SET at = now() - interval '25 hours'");
        assertThat(ANSWERS.begin(ofA, "k", "another")).isEmpty();
    }

    @Test
    void theSameKeyInAnotherTenantIsAnotherKey() {
        ANSWERS.begin(ofA, "k", "digest");
        assertThat(ANSWERS.begin(ofB, "k", "digest")).isEmpty();
        ANSWERS.finish(ofA, "k", CREATED);
        assertThat(ANSWERS.begin(ofB, "k", "digest")).contains(new Kept("digest", Optional.empty()));
    }

    @Test
    void ofManyAtOnceExactlyOneTakesTheKey() throws Exception {
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            tries.add(() -> ANSWERS.begin(ofA, "k", "digest").isEmpty());
        }
        int taken = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> one : threads.invokeAll(tries)) {
                taken += one.get() ? 1 : 0;
            }
        }
        assertThat(taken).isOne();
    }
}
