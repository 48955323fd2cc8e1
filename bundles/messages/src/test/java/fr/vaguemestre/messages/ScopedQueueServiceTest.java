package fr.vaguemestre.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.MailQueue;
import fr.vaguemestre.api.messages.QueuedMessage;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.Act;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScopedQueueServiceTest {
    private final FakeQueue mailServer = new FakeQueue();
    private final List<Act> acts = new ArrayList<>();
    private final ScopedQueueService queue = new ScopedQueueService((caller, act) -> acts.add(act));

    ScopedQueueServiceTest() {
        queue.setQueue(mailServer);
        mailServer.waits("1out", "kit@ch.mssante.test", "a@pair.mssante.test", "b@patient.mssante.test");
        mailServer.waits("2in", "x@pair.mssante.test", "ada@chu.mssante.test", "kit@ch.mssante.test");
        mailServer.waits("3null", "", "x@pair.mssante.test");
    }

    @Test
    void eachSeesItsOwnPart() {
        assertThat(shown(admin("ch.mssante.test"))).containsExactly("1out a b", "2in kit");
        assertThat(shown(admin("chu.mssante.test"))).containsExactly("2in ada");
        assertThat(shown(admin("autre.mssante.test"))).isEmpty();
        assertThat(shown(Caller.operator("admin", "1"))).containsExactly("1out a b", "2in ada kit", "3null x");
        assertThatThrownBy(() -> queue.list(caller(Role.USER, Set.of()), PageRequest.first()))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void patientsAreMasked() {
        assertThat(queue.list(admin("ch.mssante.test"), PageRequest.first())
                        .items()
                        .getFirst()
                        .recipients())
                .extracting(QueuedMessage.Recipient::address)
                .containsExactly("a@pair.mssante.test", "***@patient.mssante.test");
    }

    @Test
    void onlyWhatTheCallerSeesIsTriedAgain() {
        assertThatThrownBy(() -> queue.retry(admin("chu.mssante.test"), "1out"))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("1out");
        assertThat(mailServer.retried).isEmpty();
        assertThat(acts).isEmpty();
        assertThat(queue.retry(admin("ch.mssante.test"), "1out").id()).isEqualTo("1out");
        assertThat(mailServer.retried).containsExactly("1out");
        assertThat(acts).containsExactly(new Act("messages.retry", "1out", "from kit@ch.mssante.test"));
    }

    @Test
    void whatCannotBeAuditedIsNotDone() {
        var refusing = new ScopedQueueService((caller, act) -> {
            throw new Unavailable("store.unavailable", "away");
        });
        refusing.setQueue(mailServer);
        assertThatThrownBy(() -> refusing.retry(admin("ch.mssante.test"), "1out"))
                .isInstanceOf(Unavailable.class);
        assertThat(mailServer.retried).isEmpty();
    }

    @Test
    void pagesFollowEachOtherAndATextIsSearched() {
        var operator = Caller.operator("admin", "1");
        var first = queue.list(operator, page(2, Optional.empty(), Optional.empty()));
        assertThat(first.total()).isEqualTo(3);
        assertThat(first.items()).extracting(QueuedMessage::id).containsExactly("1out", "2in");
        assertThat(queue.list(operator, page(2, first.nextCursor(), Optional.empty()))
                        .items())
                .extracting(QueuedMessage::id)
                .containsExactly("3null");
        assertThat(queue.list(operator, page(9, Optional.empty(), Optional.of("ADA@")))
                        .items())
                .extracting(QueuedMessage::id)
                .containsExactly("2in");
    }

    @Test
    void withoutAMailServerTheQueueIsAway() {
        queue.unsetQueue(mailServer);
        assertThatThrownBy(() -> queue.list(Caller.operator("admin", "1"), PageRequest.first()))
                .isInstanceOf(Unavailable.class);
    }

    private List<String> shown(Caller caller) {
        return queue.list(caller, PageRequest.first()).items().stream()
                .map(message -> message.id()
                        + message.recipients().stream()
                                .map(recipient -> " "
                                        + recipient
                                                .address()
                                                .replace("***", "b")
                                                .replaceAll("@.*", ""))
                                .reduce("", String::concat))
                .toList();
    }

    private static PageRequest page(int limit, Optional<String> cursor, Optional<String> text) {
        return new PageRequest(limit, cursor, text, Optional.empty());
    }

    private static Caller admin(String domain) {
        return caller(Role.DOMAIN_ADMIN, Set.of(domain));
    }

    private static Caller caller(Role role, Set<String> domains) {
        return new Caller("1", "Kit", Optional.of("310000000"), Set.of(role), domains, Set.of(), "1");
    }

    private static final class FakeQueue implements MailQueue {
        final List<String> retried = new ArrayList<>();
        private final List<QueuedMessage> waiting = new ArrayList<>();

        void waits(String id, String sender, String... recipients) {
            waiting.add(new QueuedMessage(
                    id,
                    "deferred",
                    Instant.ofEpochSecond(waiting.size()),
                    100,
                    sender,
                    Stream.of(recipients)
                            .map(address -> new QueuedMessage.Recipient(address, "revoked", "MSSante: x (revoked)"))
                            .toList()));
        }

        @Override
        public List<QueuedMessage> all() {
            return List.copyOf(waiting);
        }

        @Override
        public void retry(QueuedMessage message) {
            retried.add(message.id());
        }
    }
}
