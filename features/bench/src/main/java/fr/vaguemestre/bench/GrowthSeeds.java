package fr.vaguemestre.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The mailboxes of {@link GrowthBench}: made by one statement for each domain, taken out again past the trigger that keeps them. */
final class GrowthSeeds {
    /** How the addresses of mailboxes begin that are made while it is measured. */
    static final String NEW = "nouvelle";

    private static final Map<Integer, String> STRUCTURES =
            Map.of(100, "990000201", 1_000, "990000202", 10_000, "990000203");
    private static final int ROOM = 20_000;
    /** Not even the owner deletes a mailbox: the trigger is out of force for this session only. */
    private static final String UNPLANT =
            "SET session_replication_role = replica; DELETE FROM vm.bal_bal WHERE domain IN (%s) AND address LIKE '%s%%'";

    private final Appliance appliance;
    private final String admin;
    private final Database database;

    GrowthSeeds(Appliance appliance, String admin) throws IOException {
        this.appliance = appliance;
        this.admin = admin;
        this.database = new Database(appliance);
    }

    /** The domain of that size. */
    static String domain(int size) {
        return "mesures-" + size + ".mssante.test";
    }

    /** The address of the mailbox of that number, before the at sign; found by no search for another one. */
    static String localPart(int number) {
        return String.format(Locale.ROOT, "boite%06d", number);
    }

    /** Makes the domain and its mailboxes anew; a run that was broken off may have left some. */
    void plant(int size) throws IOException, InterruptedException {
        if (appliance.get("/admin/domains/" + domain(size), admin).statusCode() != 200) {
            appliance.call(
                    "POST",
                    "/admin/domains",
                    admin,
                    Map.of(
                            "name",
                            domain(size),
                            "label",
                            "Mesures " + size,
                            "finess",
                            STRUCTURES.get(size),
                            "hosting",
                            "OWN",
                            "quota",
                            Map.of("mailboxes", ROOM, "storageBytes", 1L << 40)));
        }
        database.superuser(UNPLANT.formatted("'" + domain(size) + "'", ""));
        database.superuser(planted(size));
    }

    private static String planted(int size) {
        return """
        INSERT INTO vm.bal_bal (address, tenant, domain, type, display_name, description, service, responsible, quota_bytes,
                                liste_rouge, state, publication_state, publication_at, created_at, search, version)
        SELECT local || '@%1$s', '%2$s', '%1$s', 'ORG', display, 'Boîte de mesure', service, 'Equipe des mesures', 1048576,
               true, 'ACTIVE', 'NON_PUBLIABLE', now(), now(), lower(local || '@%1$s ' || display || ' ' || service || ' boite de mesure'), 0
          FROM (SELECT 'boite' || lpad(n::text, 6, '0') AS local, 'Secretariat ' || md5(n::text) AS display,
                       'Service ' || n %% 40 AS service FROM generate_series(1, %3$d) n) made
        """
                .formatted(domain(size), STRUCTURES.get(size), size);
    }

    /** What the database does by itself within a minute: statistics, and the map of what all may see. */
    void settle() throws IOException, InterruptedException {
        database.superuser("VACUUM ANALYZE vm.bal_bal");
    }

    /** Takes out what was made while it was measured, so that a domain keeps its size. */
    void takeBackNew() throws IOException, InterruptedException {
        database.superuser(UNPLANT.formatted(names(STRUCTURES.keySet().stream().toList()), NEW));
    }

    /** Takes out all mailboxes, what is told of them to the month's figures, and the domains. */
    void takeBack(List<Integer> sizes) throws IOException, InterruptedException {
        database.superuser(UNPLANT.formatted(names(sizes), ""));
        database.superuser("DELETE FROM vm.indicators_bal WHERE tenant IN ("
                + sizes.stream().map(size -> "'" + STRUCTURES.get(size) + "'").collect(Collectors.joining(", ")) + ")");
        for (int size : sizes) {
            if (appliance.get("/admin/domains/" + domain(size), admin).statusCode() == 200) {
                appliance.delete("/admin/domains/" + domain(size), admin);
            }
        }
        settle();
    }

    private static String names(List<Integer> sizes) {
        return sizes.stream().map(size -> "'" + domain(size) + "'").collect(Collectors.joining(", "));
    }
}
