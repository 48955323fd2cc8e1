package fr.vaguemestre.audit;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.audit.AuditVerification;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.store.TestStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the database's owner does to the trail is found, also what leaves every hash right; and what is done to an export. */
class AnchoredTrailTest {
    private static final String A = "750000001";
    private static final String B = "2A0000002";
    private static final TestStore STORE = TestStore.with(new AuditSchema());

    /** Writes chain A anew from an entry on, every hash right, as whoever owns the database can. */
    private static final String REWRITE =
            """
            DO $$
            DECLARE e record; last text := repeat('0', 64);
            BEGIN
              FOR e IN SELECT * FROM vm.audit_entry WHERE tenant = '%1$s' ORDER BY sequence LOOP
                last := encode(sha256(vm.audit_canonical(last, e.sequence::text, e.tenant,
                  to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                  e.subject, e.action, e.object, e.detail, e.correlation)), 'hex');
                UPDATE vm.audit_entry SET hash = last WHERE tenant = '%1$s' AND sequence = e.sequence;
              END LOOP;
              UPDATE vm.audit_head h SET hash = last,
                sequence = (SELECT coalesce(max(sequence), 0) FROM vm.audit_entry WHERE tenant = '%1$s')
                WHERE tenant = '%1$s';
            END $$
            """
                    .formatted(A);

    @TempDir
    private Path folder = Path.of("");

    private final Caller all = TestStore.superAdmin();
    private final Caller ofA = TestStore.domainAdmin(A);
    private ChainedAuditService audit = service();

    @AfterAll
    static void end() {
        STORE.close();
    }

    @BeforeEach
    void anchoredInTheMiddle() {
        STORE.tamper("TRUNCATE vm.audit_entry, vm.audit_head");
        audit = service();
        for (int i = 1; i <= 6; i++) {
            audit.record(ofA, new Act("bal.create", "zoé" + i + "@a.test", "détail \" \\ \u2028 \ud83d\ude00 " + i));
            if (i == 2 || i == 4) {
                assertThat(audit.anchor(all)).isEqualTo(1);
            }
        }
        audit.record(TestStore.domainAdmin(B), Act.of("bal.create", "b@b.test"));
        assertThat(audit.verify(all)).isEqualTo(AuditVerification.intact(7));
    }

    @Test
    void anEntryChangedWithEveryHashMadeRightIsFoundByItsAnchor() {
        STORE.tamper("UPDATE vm.audit_entry SET subject = 'nobody' WHERE tenant = '" + A + "' AND sequence = 3");
        assertThat(found()).isEqualTo(A + "/3");
        STORE.tamper(REWRITE);
        assertThat(found()).isEqualTo(A + "/4");
        assertThat(audit.verify(all).reason().orElse("")).contains("from entry 3 on");
        assertThat(audit.verify(ofA).firstBad()).contains(A + "/4");
        assertThat(audit.verify(TestStore.domainAdmin(B)).intact()).isTrue();
    }

    @Test
    void anEntryDeletedWithTheRestMovedUpIsFound() {
        STORE.tamper("DELETE FROM vm.audit_entry WHERE tenant = '" + A + "' AND sequence = 3");
        assertThat(found()).isEqualTo(A + "/3");
        for (int i = 4; i <= 6; i++) {
            STORE.tamper("UPDATE vm.audit_entry SET sequence = " + (i - 1) + " WHERE tenant = '" + A
                    + "' AND sequence = " + i);
        }
        assertThat(found()).isEqualTo(A + "/3");
        STORE.tamper(REWRITE);
        assertThat(found()).isEqualTo(A + "/4");
    }

    @Test
    @Tag("fault-70")
    void entriesInAnotherOrderAreFound() {
        STORE.tamper("UPDATE vm.audit_entry SET sequence = 99 WHERE tenant = '" + A + "' AND sequence = 2");
        STORE.tamper("UPDATE vm.audit_entry SET sequence = 2 WHERE tenant = '" + A + "' AND sequence = 1");
        STORE.tamper("UPDATE vm.audit_entry SET sequence = 1 WHERE tenant = '" + A + "' AND sequence = 99");
        assertThat(found()).isEqualTo(A + "/1");
        STORE.tamper(REWRITE);
        assertThat(found()).isEqualTo(A + "/2");
    }

    @Test
    void aTailCutOffWithItsHeadSetBackIsFoundAsFarAsItWasAnchored() {
        STORE.tamper("DELETE FROM vm.audit_entry WHERE tenant = '" + A + "' AND sequence > 2");
        assertThat(found()).isEqualTo(A + "/3");
        STORE.tamper(REWRITE);
        assertThat(found()).isEqualTo(A + "/3");
        assertThat(audit.verify(all).reason().orElse("")).contains("4 entries were anchored");
    }

    @Test
    @Tag("fault-70")
    void aWholeChainTakenAwayIsFound() {
        STORE.tamper("DELETE FROM vm.audit_entry WHERE tenant = '" + A + "'");
        STORE.tamper("DELETE FROM vm.audit_head WHERE tenant = '" + A + "'");
        assertThat(found()).isEqualTo(A + "/1");
    }

    @Test
    void aHeadTakenAwayIsFound() {
        STORE.tamper("DELETE FROM vm.audit_head WHERE tenant = '" + B + "'");
        assertThat(found()).isEqualTo(B + "/2");
    }

    @Test
    void aBrokenChainIsNotAnchoredOver() {
        STORE.tamper("DELETE FROM vm.audit_entry WHERE tenant = '" + A + "' AND sequence > 2");
        STORE.tamper(REWRITE);
        assertThat(audit.anchor(all)).as("only B grew").isEqualTo(1);
        assertThat(found()).isEqualTo(A + "/3");
    }

    @Test
    void anchorsThatWereChangedTellIt() throws IOException {
        Path anchors = folder.resolve("anchors.jsonl");
        List<String> lines = Files.readAllLines(anchors);
        Files.write(anchors, lines.subList(1, lines.size()));
        AuditVerification verified = service().verify(all);
        assertThat(verified.intact()).isFalse();
        assertThat(verified.reason().orElse("")).contains("line 1 of the anchors");
    }

    @Test
    void progressIsToldAndEndsTheWalk() {
        for (int i = 0; i < 1_100; i++) {
            audit.record(ofA, Act.of("bal.change", "x"));
        }
        List<Long> told = new ArrayList<>();
        AuditVerification stopped = audit.verify(all, checked -> {
            told.add(checked);
            return false;
        });
        assertThat(told).containsExactly(1_000L);
        assertThat(stopped).isEqualTo(AuditVerification.intact(1_000));
        assertThat(audit.size(all)).isEqualTo(1_107);
    }

    @Test
    void anExportIsVerifiedByItselfAndByTheKeyThatAnAuditorKept() throws IOException, GeneralSecurityException {
        Path file = exported(UnaryOperator.identity());
        assertThat(verified(file, audit.anchorKey(all))).isEqualTo(AuditVerification.intact(8));
        assertThat(new ExportFile(file).verify(Optional.empty()).intact()).isTrue();
        Path other = folder.resolve("other");
        Files.createDirectory(other);
        String stranger = AnchorKey.in(other).publicText();
        assertThat(verified(file, stranger).reason().orElse("")).contains("not signed by the appliance's key");
        Path own = folder.resolve("own.jsonl");
        try (OutputStream out = Files.newOutputStream(own)) {
            audit.export(ofA, out);
        }
        assertThat(Files.readString(own)).doesNotContain(B);
        assertThat(verified(own, audit.anchorKey(ofA))).isEqualTo(AuditVerification.intact(7));
    }

    @Test
    void whatIsDoneToAnExportIsFound() throws IOException, GeneralSecurityException {
        assertThat(broken(lines -> replaced(lines, "zoé2@", "zoé7@"))).isEqualTo(A + "/2");
        assertThat(broken(lines -> without(lines, "zoé3@"))).isEqualTo(A + "/3");
        assertThat(broken(lines -> {
                    Collections.swap(lines, place(lines, "zoé1@"), place(lines, "zoé2@"));
                    return lines;
                }))
                .isEqualTo(A + "/1");
        assertThat(broken(lines -> lines.subList(0, place(lines, "zoé5@")))).isEqualTo(A + "/5");
        assertThat(broken(lines -> lines.subList(0, lines.size() - 1))).startsWith("line ");
        assertThat(broken(lines -> without(lines, "\"line\":\"anchor\""))).startsWith("line ");
        assertThat(broken(lines -> replaced(lines, "\"at\":\"20", "\"at\":\"19")))
                .isNotEmpty();
    }

    private String found() {
        AuditVerification verified = audit.verify(all);
        assertThat(verified.intact()).isFalse();
        return verified.firstBad().orElseThrow();
    }

    private String broken(UnaryOperator<List<String>> change) throws IOException, GeneralSecurityException {
        AuditVerification verified = verified(exported(change), audit.anchorKey(all));
        assertThat(verified.intact()).as("%s", verified).isFalse();
        return verified.firstBad().orElseThrow();
    }

    private static AuditVerification verified(Path file, String key) throws IOException, GeneralSecurityException {
        return new ExportFile(file).verify(Optional.of(AnchorKey.publicKey(key)));
    }

    /** An export of all chains; that it was made is in it, on the platform's chain. */
    private Path exported(UnaryOperator<List<String>> change) throws IOException {
        Path file = folder.resolve("export.jsonl");
        try (OutputStream out = Files.newOutputStream(file)) {
            audit.export(all, out);
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
        Files.write(file, change.apply(lines), StandardCharsets.UTF_8);
        return file;
    }

    private static List<String> replaced(List<String> lines, String what, String by) {
        lines.replaceAll(line -> line.replace(what, by));
        return lines;
    }

    private static List<String> without(List<String> lines, String what) {
        lines.remove(place(lines, what));
        return lines;
    }

    private static int place(List<String> lines, String what) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(what)) {
                return i;
            }
        }
        throw new AssertionError("no line holds " + what);
    }

    private ChainedAuditService service() {
        return new ChainedAuditService(STORE.work(), STORE.factory("audit"), new AnchorBook(folder), Clock.systemUTC());
    }
}
