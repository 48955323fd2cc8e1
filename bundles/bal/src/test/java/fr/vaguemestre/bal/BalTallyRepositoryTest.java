package fr.vaguemestre.bal;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalChange;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.store.TestStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tally kept beside the mailboxes says at any time what counting them would; searches ask an index under row security. */
class BalTallyRepositoryTest {
    private static final String CH = "ch.mssante.test";
    private static final String CLINIC = "clinique.mssante.test";
    private static final String COUNTED =
            """
            SELECT coalesce(string_agg(line, ' | ' ORDER BY line), '') FROM (
              SELECT concat_ws(' ', tenant, domain, type, count(*) FILTER (WHERE state = 'CREEE'), count(*) FILTER (WHERE state = 'ACTIVE'),
                     count(*) FILTER (WHERE state = 'SUSPENDUE'), count(*) FILTER (WHERE state = 'FERMEE'), count(*) FILTER (WHERE state = 'PURGEE'),
                     coalesce(sum(quota_bytes) FILTER (WHERE state NOT IN ('FERMEE', 'PURGEE')), 0)) AS line
                FROM vm.bal_bal GROUP BY tenant, domain, type) counted
            """;
    private static final String KEPT =
            """
            SELECT coalesce(string_agg(line, ' | ' ORDER BY line), '') FROM (
              SELECT concat_ws(' ', tenant, domain, type, creee, active, suspendue, fermee, purgee, quota_bytes) AS line
                FROM vm.bal_tally WHERE creee + active + suspendue + fermee + purgee > 0) kept
            """;
    private static final BalHouse HOUSE = new BalHouse();

    private final Caller all = TestStore.superAdmin();

    @AfterAll
    static void stop() {
        HOUSE.close();
    }

    @BeforeEach
    void empty() {
        HOUSE.empty();
    }

    @Test
    void whateverIsDoneTheTallySaysWhatCountingWould() {
        var chance = new Random(20_261_130);
        List<String> made = new ArrayList<>();
        for (int step = 0; step < 120; step++) {
            if (made.isEmpty() || chance.nextInt(3) == 0) {
                String domain = chance.nextBoolean() ? CH : CLINIC;
                made.add(HOUSE.bals()
                        .create(all, HOUSE.org("boite" + step + "@" + domain))
                        .address());
            } else {
                change(made.get(chance.nextInt(made.size())), chance);
            }
            assertThat(kept()).as("after step %d", step).isEqualTo(counted());
        }
        assertThat(counted()).contains("ORG");
    }

    @Test
    void whatIsTakenOutPastTheOtherTriggersIsTakenFromTheTally() {
        HOUSE.bals().create(all, HOUSE.org("un@" + CH));
        HOUSE.bals().create(all, HOUSE.org("deux@" + CH));

        HOUSE.store()
                .tamper("SET session_replication_role = replica; DELETE FROM vm.bal_bal WHERE address = 'un@" + CH
                        + "'");

        assertThat(kept()).isEqualTo(counted()).contains(" 1 ");
    }

    @Test
    void theTotalOfAListIsThatOfItsRowsWithEveryFilter() {
        for (int i = 0; i < 6; i++) {
            HOUSE.bals().create(all, HOUSE.org("boite" + i + "@" + (i < 4 ? CH : CLINIC)));
        }
        HOUSE.bals().create(all, HOUSE.per("Marie", "Curie"));
        HOUSE.bals().close(all, "boite0@" + CH);

        Caller own = TestStore.domainAdmin(BalHouse.CH_FINESS, CH);
        for (Caller caller : List.of(all, own, TestStore.user(BalHouse.CH_FINESS, "boite1@" + CH))) {
            for (BalFilter filter : filters()) {
                var page = HOUSE.bals().list(caller, filter, first(Optional.empty()));
                assertThat(page.total())
                        .as("%s %s", caller.subject(), filter)
                        .isEqualTo(page.items().size());
            }
        }
        assertThat(HOUSE.bals()
                        .list(own, BalFilter.all(), first(Optional.empty()))
                        .total())
                .isEqualTo(5);
    }

    @Test
    void aSearchTakesSignsOfPatternsAsTheyAre() {
        for (String address : List.of("cent_pour@", "centxpour@")) {
            HOUSE.bals().create(all, HOUSE.org(address + CH));
        }
        var any = BalFilter.all();

        assertThat(HOUSE.bals().list(all, any, first(Optional.of("t_p"))).items())
                .extracting(Bal::address)
                .containsExactly("cent_pour@" + CH);
        assertThat(HOUSE.bals().list(all, any, first(Optional.of("%"))).total()).isZero();
        assertThat(HOUSE.bals().list(all, any, first(Optional.of("\\"))).total())
                .isZero();
    }

    @Test
    void rowSecurityLetsTheIndexLookForAPieceOfAText() throws SQLException {
        HOUSE.store()
                .tamper(
                        "INSERT INTO vm.bal_bal (address, tenant, domain, type, display_name, description, service, responsible,"
                                + " quota_bytes, liste_rouge, state, publication_state, created_at, search, version) SELECT 'boite' || n || '@"
                                + CH + "', '" + BalHouse.CH_FINESS + "', '" + CH
                                + "', 'ORG', md5(n::text), '', '', 'x', 1, true, 'ACTIVE',"
                                + " 'NON_PUBLIABLE', now(), md5(n::text), 0 FROM generate_series(1, 5000) n; ANALYZE vm.bal_bal");
        assertThat(kept()).as("the tally of many that came at once").isEqualTo(counted());
        try (Connection app = HOUSE.store().as("vm_app");
                Statement sql = app.createStatement()) {
            app.setAutoCommit(false);
            sql.execute("SELECT set_config('vm.tenant', '" + BalHouse.CH_FINESS + "', true)");
            var plan = new StringBuilder();
            try (var rows = sql.executeQuery("EXPLAIN SELECT address FROM vm.bal_bal WHERE search LIKE '%abcdef%'")) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            assertThat(plan).contains("bal_bal_search");
        }
    }

    private void change(String address, Random chance) {
        Bal bal = HOUSE.bals().get(all, address);
        if (bal.state() == BalState.FERMEE) {
            return;
        }
        switch (chance.nextInt(5)) {
            case 0 -> HOUSE.bals().close(all, address);
            case 1 ->
                HOUSE.bals()
                        .change(all, address, change(Optional.empty(), Optional.of(1L << (20 + chance.nextInt(4)))));
            default ->
                HOUSE.bals()
                        .change(
                                all,
                                address,
                                change(
                                        Optional.of(
                                                bal.state() == BalState.SUSPENDUE
                                                        ? BalState.ACTIVE
                                                        : BalState.SUSPENDUE),
                                        Optional.empty()));
        }
    }

    private static BalChange change(Optional<BalState> state, Optional<Long> quota) {
        return new BalChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                quota,
                Optional.empty(),
                state,
                Optional.empty());
    }

    private static List<BalFilter> filters() {
        return List.of(
                BalFilter.all(),
                new BalFilter(Optional.of("CH.mssante.test"), Optional.empty(), Optional.empty()),
                new BalFilter(Optional.empty(), Optional.of(BalType.ORG), Optional.empty()),
                new BalFilter(Optional.empty(), Optional.empty(), Optional.of(BalState.FERMEE)),
                new BalFilter(Optional.of(CLINIC), Optional.of(BalType.PER), Optional.of(BalState.CREEE)));
    }

    private static PageRequest first(Optional<String> query) {
        return new PageRequest(PageRequest.MAX_LIMIT, Optional.empty(), query, Optional.empty());
    }

    private static String counted() {
        return HOUSE.store().look(COUNTED);
    }

    private static String kept() {
        return HOUSE.store().look(KEPT);
    }
}
