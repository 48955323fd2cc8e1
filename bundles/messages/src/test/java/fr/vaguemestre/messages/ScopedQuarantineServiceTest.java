package fr.vaguemestre.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.Evidence;
import fr.vaguemestre.api.messages.HeldMail;
import fr.vaguemestre.api.messages.HeldMessage;
import fr.vaguemestre.api.messages.SpamMark;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.Act;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopedQuarantineServiceTest {
    private final FakeHeld mailServer = new FakeHeld();
    private final List<Act> acts = new ArrayList<>();
    private final List<TraceEntry> steps = new ArrayList<>();
    private final ScopedQuarantineService quarantine = service((caller, act) -> acts.add(act));

    ScopedQuarantineServiceTest() {
        quarantine.setHeld(mailServer);
        mailServer.holds("1out", "kit@ch.mssante.test", "a@pair.mssante.test", "b@patient.mssante.test");
        mailServer.holds("2both", "x@pair.mssante.test", "ada@chu.mssante.test", "kit@ch.mssante.test");
        mailServer.holds("3inside", "kit@ch.mssante.test", "ada@chu.mssante.test");
    }

    @Test
    void eachSeesItsOwnPart() {
        assertThat(shown(admin("ch.mssante.test"))).containsExactly("1out 2", "2both 1", "3inside 1");
        assertThat(shown(admin("chu.mssante.test"))).containsExactly("2both 1", "3inside 1");
        assertThat(shown(admin("autre.mssante.test"))).isEmpty();
        assertThat(shown(Caller.operator("admin", "1"))).containsExactly("1out 2", "2both 2", "3inside 1");
        assertThatThrownBy(() -> quarantine.list(caller(Set.of(Role.USER), "ch.mssante.test"), PageRequest.first()))
                .isInstanceOf(Forbidden.class);
        assertThat(quarantine
                        .list(admin("ch.mssante.test"), PageRequest.first())
                        .items()
                        .getFirst()
                        .recipients())
                .containsExactly("a@pair.mssante.test", "***@patient.mssante.test");
    }

    @Test
    void whoHasTheRightDecidesAndThatIsKept() {
        Caller officer = officer("ch.mssante.test");

        assertThat(quarantine.release(officer, "1out").id()).isEqualTo("1out");

        assertThat(mailServer.done).containsExactly("release 1out");
        assertThat(acts)
                .containsExactly(new Act(
                        "messages.release", "1out", "from kit@ch.mssante.test, Eicar-Test-Signature, sha256 abc"));
        assertThat(steps)
                .extracting(TraceEntry::stage, TraceEntry::outcome, step -> step.recipient()
                        .orElse(""))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("quarantine", "released", "a@pair.mssante.test"),
                        org.assertj.core.groups.Tuple.tuple("quarantine", "released", "b@patient.mssante.test"));
        quarantine.delete(officer("chu.mssante.test"), "3inside");
        assertThat(mailServer.done).containsExactly("release 1out", "delete 3inside");
        assertThat(acts.getLast().action()).isEqualTo("messages.quarantine-delete");
        assertThat(steps.getLast().outcome()).isEqualTo("deleted");
    }

    @Test
    void spamIsKeptWithItsMarks() {
        mailServer.holds(
                Evidence.spam(11, List.of(new SpamMark("SPAM_FLAG", 5), new SpamMark("PHISHED_URL", 6)), "def"),
                "4spam",
                "x@pair.mssante.test",
                "kit@ch.mssante.test");

        HeldMessage shown = quarantine.delete(officer("ch.mssante.test"), "4spam");

        assertThat(shown.reason()).isEqualTo("spam");
        assertThat(shown.score()).isEqualTo(11);
        String told = "score 11.0: SPAM_FLAG 5.0, PHISHED_URL 6.0, sha256 def";
        assertThat(acts)
                .containsExactly(new Act("messages.quarantine-delete", "4spam", "from x@pair.mssante.test, " + told));
        assertThat(steps)
                .extracting(TraceEntry::outcome, TraceEntry::cause, TraceEntry::detail)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("deleted", "spam", told));
    }

    @Test
    void nobodyElseDecides() {
        assertThatThrownBy(() -> quarantine.release(admin("ch.mssante.test"), "1out"))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> quarantine.delete(caller(Set.of(Role.QUARANTINE), "ch.mssante.test"), "1out"))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> quarantine.release(officer("chu.mssante.test"), "1out"))
                .isInstanceOf(NotFound.class);
        // Whoever sent malware to a neighbour does not let it in there.
        for (String shared : List.of("2both", "3inside")) {
            assertThatThrownBy(() -> quarantine.release(officer("ch.mssante.test"), shared))
                    .isInstanceOf(Forbidden.class)
                    .hasMessageContaining("other structures");
        }
        assertThat(mailServer.done).isEmpty();
        assertThat(acts).isEmpty();
        assertThat(steps).isEmpty();
    }

    @Test
    void whatCannotBeAuditedIsNotDone() {
        var refusing = service((caller, act) -> {
            throw new Unavailable("store.unavailable", "away");
        });
        refusing.setHeld(mailServer);
        assertThatThrownBy(() -> refusing.delete(officer("ch.mssante.test"), "1out"))
                .isInstanceOf(Unavailable.class);
        assertThat(mailServer.done).isEmpty();
    }

    @Test
    void withoutAMailServerItIsAway() {
        quarantine.unsetHeld(mailServer);
        assertThatThrownBy(() -> quarantine.list(Caller.operator("admin", "1"), PageRequest.first()))
                .isInstanceOf(Unavailable.class);
    }

    private ScopedQuarantineService service(java.util.function.BiConsumer<Caller, Act> audit) {
        return new ScopedQuarantineService(
                audit,
                steps::add,
                domain -> Optional.of("310000000").filter(any -> domain.matches("chu?\\.mssante\\.test")),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    private List<String> shown(Caller caller) {
        return quarantine.list(caller, PageRequest.first()).items().stream()
                .map(message -> message.id() + " " + message.recipients().size())
                .toList();
    }

    private static Caller admin(String domain) {
        return caller(Set.of(Role.DOMAIN_ADMIN), domain);
    }

    private static Caller officer(String domain) {
        return caller(Set.of(Role.DOMAIN_ADMIN, Role.QUARANTINE), domain);
    }

    private static Caller caller(Set<Role> roles, String domain) {
        return new Caller("1", "Kit", Optional.of("310000000"), roles, Set.of(domain), Set.of(), "1");
    }

    private static final class FakeHeld implements HeldMail {
        final List<String> done = new ArrayList<>();
        private final List<HeldMessage> held = new ArrayList<>();

        void holds(String id, String sender, String... recipients) {
            holds(Evidence.malware("Eicar-Test-Signature", "abc"), id, sender, recipients);
        }

        void holds(Evidence evidence, String id, String sender, String... recipients) {
            held.add(new HeldMessage(
                    id, Instant.ofEpochSecond(held.size()), 100, sender, List.of(recipients), evidence));
        }

        @Override
        public List<HeldMessage> all() {
            return List.copyOf(held);
        }

        @Override
        public void release(HeldMessage message) {
            done.add("release " + message.id());
        }

        @Override
        public void delete(HeldMessage message) {
            done.add("delete " + message.id());
        }
    }
}
