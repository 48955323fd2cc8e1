package fr.vaguemestre.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.SchemaSource;
import fr.vaguemestre.api.store.Work;
import fr.vaguemestre.testkit.Await;
import fr.vaguemestre.testkit.PostgresCluster;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    /** A unit that asks nothing does not reach the database (docs/adr/0075). */
    private static final Work<Integer> ASKS =
            scope -> (Integer) scope.entities().createNativeQuery("SELECT 1").getSingleResult();

    /** A capability without tables of its own. */
    private record Named(String name, Set<String> after, String changelog) implements SchemaSource {
        Named(String name, String... after) {
            this(name, Set.of(after), "db/notes/changelog.sql");
        }
    }

    @Test
    void tablesComeAfterThoseTheyReferTo() throws InterruptedException {
        try (PostgresCluster cluster = new PostgresCluster();
                TestStore store = TestStore.on(cluster)) {
            cluster.crash();
            List<String> published = new CopyOnWriteArrayList<>();
            List<String> withdrawn = new CopyOnWriteArrayList<>();
            Migrations migrations = new Migrations(new Migration(store.pools().migrations()), name -> {
                published.add(name);
                return () -> withdrawn.add(name);
            });
            SchemaSource bal = new Named("bal", "tenancy");
            migrations.addSource(bal);
            migrations.addSource(new Named("tenancy"));
            migrations.addSource(new Named("audit", "store"));
            migrations.addSource(new StoreSchema());
            Caller ofA = TestStore.domainAdmin("750000001");
            assertThatThrownBy(() -> store.work().read(ofA, store.factory("notes"), ASKS))
                    .isInstanceOf(Unavailable.class);
            Await.until(
                    "it is told that the database is away",
                    30,
                    () -> migrations.unready().getOrDefault("store", "").contains("refused"));
            var check = new StoreCheck(store.pools(), migrations);
            assertThat(check.execute().getStatus()).isEqualTo(Result.Status.CRITICAL);

            cluster.restart();
            Await.until("all are there", 60, () -> published.size() == 4);
            assertThat(published).containsExactly("store", "audit", "tenancy", "bal");
            assertThat(migrations.unready()).isEmpty();
            assertThat(check.execute().getStatus()).isEqualTo(Result.Status.OK);
            assertThat(store.work().<Integer>read(ofA, store.factory("notes"), ASKS))
                    .isEqualTo(1);

            migrations.removeSource(bal);
            assertThat(withdrawn).containsExactly("bal");
            migrations.close();
            assertThat(withdrawn).containsExactlyInAnyOrder("bal", "store", "audit", "tenancy");
        }
    }

    @Test
    void aSecondStartFindsTheTablesAsTheyAreAndAChangedLogRunsAgain() throws SQLException {
        try (TestStore store = TestStore.with(new NotesSchema())) {
            var migration = new Migration(store.pools().migrations());
            store.tamper("DROP TABLE migration.databasechangelog");
            migration.run(new NotesSchema());
            store.tamper("UPDATE migration.digest SET sha256 = '' WHERE name = 'notes'");
            assertThatThrownBy(() -> migration.run(new NotesSchema())).hasMessageContaining("already exists");
        }
    }

    @Test
    void tablesThatAreTooOpenAreNotPublished() {
        try (TestStore store = TestStore.with()) {
            var notes = new Migration(store.pools().migrations());
            store.tamper("CREATE TABLE vm.open_table (a int)");
            assertThatThrownBy(() -> notes.run(new NotesSchema())).hasMessageContaining("vm.open_table");
            store.tamper("DROP TABLE vm.open_table");
            store.tamper("CREATE VIEW mail.open_view AS SELECT 1 AS a");
            assertThatThrownBy(() -> notes.run(new NotesSchema())).hasMessageContaining("mail.open_view");
            store.tamper("DROP VIEW mail.open_view");
            store.tamper("GRANT UPDATE ON vm.store_outbox TO vm_admin");
            assertThatThrownBy(() -> notes.run(new NotesSchema())).hasMessageContaining("reading role that writes");
            store.tamper("REVOKE UPDATE ON vm.store_outbox FROM vm_admin");
            store.tamper("CREATE FUNCTION vm.f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'");
            assertThatThrownBy(() -> notes.run(new NotesSchema())).hasMessageContaining("vm.f()");
            store.tamper("DROP FUNCTION vm.f()");
            store.tamper("CREATE TABLE vm.audit_entry (a int); ALTER TABLE vm.audit_entry ENABLE ROW LEVEL SECURITY,"
                    + " FORCE ROW LEVEL SECURITY; GRANT DELETE ON vm.audit_entry TO vm_app");
            assertThatThrownBy(() -> notes.run(new NotesSchema())).hasMessageContaining("can be rewritten");
        }
    }

    /** In the container a capability goes with its data source, and takes its tables back while the store withdraws them. */
    @Test
    void aCapabilityThatGoesWithTheStoreIsWithdrawnOnce() throws InterruptedException {
        try (TestStore store = TestStore.with()) {
            List<String> published = new CopyOnWriteArrayList<>();
            List<String> withdrawn = new CopyOnWriteArrayList<>();
            List<Runnable> departures = new CopyOnWriteArrayList<>();
            Migrations migrations = new Migrations(new Migration(store.pools().migrations()), name -> {
                published.add(name);
                return () -> {
                    withdrawn.add(name);
                    departures.forEach(Runnable::run);
                };
            });
            SchemaSource zebra = new Named("zebra");
            departures.add(() -> migrations.removeSource(zebra));
            migrations.addSource(zebra);
            migrations.addSource(new Named("audit"));
            migrations.addSource(new StoreSchema());
            Await.until("all are there", 60, () -> published.size() == 3);
            migrations.close();
            assertThat(withdrawn).containsExactlyInAnyOrder("store", "audit", "zebra");
        }
    }

    @Test
    @Tag("fault-46")
    void aChangelogThatFailsIsTriedAgainAndHoldsUpOnlyItself() throws InterruptedException {
        try (TestStore store = TestStore.with()) {
            List<String> published = new CopyOnWriteArrayList<>();
            Migrations migrations = new Migrations(new Migration(store.pools().migrations()), name -> {
                published.add(name);
                return () -> {};
            });
            migrations.addSource(new Named("broken", Set.of(), "db/none.sql"));
            migrations.addSource(new Named("zebra"));
            migrations.addSource(new Named("audit"));
            migrations.addSource(new StoreSchema());
            Await.until("the others are there", 60, () -> published.contains("zebra"));
            Await.until(
                    "why is told",
                    30,
                    () -> migrations.unready().getOrDefault("broken", "").contains("none.sql"));
            migrations.close();
        }
    }
}
