package fr.vaguemestre.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.SignatureFile;
import fr.vaguemestre.api.messages.SignatureStore;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.Act;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditedSignatureServiceTest {
    private static final SignatureFile FILE = new SignatureFile("daily.cvd", Instant.EPOCH, 1, false);

    private final List<Act> acts = new ArrayList<>();
    private final FakeStore store = new FakeStore();
    private final AuditedSignatureService signatures = new AuditedSignatureService((caller, act) -> acts.add(act));

    @Test
    void theOperatorChangesThemAndThatIsKept() {
        signatures.setStore(store);
        Caller operator = Caller.operator("admin", "1");

        assertThat(signatures.load(operator, "daily.cvd", InputStream.nullInputStream()))
                .isEqualTo(FILE);
        signatures.remove(operator, "daily.cvd");

        assertThat(store.done).containsExactly("load daily.cvd", "remove daily.cvd");
        assertThat(acts)
                .containsExactly(
                        Act.of("messages.signatures-load", "daily.cvd"),
                        Act.of("messages.signatures-remove", "daily.cvd"));
        assertThat(signatures.files(operator)).containsExactly(FILE);
    }

    @Test
    void nobodyElseDoes() {
        signatures.setStore(store);
        var admin =
                new Caller("1", "Kit", Optional.of("310000000"), Set.of(Role.DOMAIN_ADMIN), Set.of(), Set.of(), "1");

        assertThatThrownBy(() -> signatures.files(admin)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> signatures.load(admin, "a.hdb", InputStream.nullInputStream()))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> signatures.remove(admin, "a.hdb")).isInstanceOf(Forbidden.class);
        assertThat(acts).isEmpty();
        assertThat(store.done).isEmpty();
    }

    @Test
    void withoutAnAdapterTheyAreAway() {
        assertThatThrownBy(() -> signatures.files(Caller.operator("admin", "1")))
                .isInstanceOf(Unavailable.class);
    }

    private static final class FakeStore implements SignatureStore {
        final List<String> done = new ArrayList<>();

        @Override
        public List<SignatureFile> files() {
            return List.of(FILE);
        }

        @Override
        public SignatureFile load(String name, InputStream octets) {
            done.add("load " + name);
            return FILE;
        }

        @Override
        public void remove(String name) {
            done.add("remove " + name);
        }
    }
}
