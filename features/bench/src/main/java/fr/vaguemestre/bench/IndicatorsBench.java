package fr.vaguemestre.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How long the figures of one day of a million messages take, counted again from the record by REST, and what ten such days
 * do to Karaf's memory. The messages are made in the database; they are taken out again at the end.
 */
final class IndicatorsBench {
    private static final String TENANT = "990000003";
    private static final int MESSAGES = 1_000_000;
    private static final int ROUNDS = 3;
    private static final int DAYS = 10;
    private static final String MESSAGE =
            "INSERT INTO vm.messages_trace (tenant, at, stage, outcome, cause, detail, peer,"
                    + " sender, recipient, size, direction, domain) SELECT '" + TENANT
                    + "', timestamptz '%s' + n * interval '86 ms',"
                    + " 'delivery', 'delivered', '2.0.0', '', '', 'a@bench', 'b@bench', 20000 + n %% 977,"
                    + " (ARRAY['inbound', 'outbound', 'internal'])[1 + n %% 3], 'bench.mssante.test' FROM generate_series(1, %d) n";

    private IndicatorsBench() {}

    static void run(Appliance appliance, Report report) throws IOException, InterruptedException, SQLException {
        var database = new Database(appliance);
        try {
            database.superuser("INSERT INTO vm.indicators_bal VALUES (-1, '" + TENANT + "', '2025-01-02T00:00:00Z',"
                    + " 'bal.created', 'b@bench', 'bench.mssante.test', 'ORG', 'ACTIVE', 'A_PUBLIER')"
                    + " ON CONFLICT DO NOTHING");
            try (Connection connection = database.app();
                    Statement sql = connection.createStatement()) {
                sql.executeUpdate(MESSAGE.formatted("2025-01-10T00:00:00Z", MESSAGES));
                for (int day = 1; day <= DAYS; day++) {
                    sql.executeUpdate(MESSAGE.formatted(String.format("2025-02-%02dT00:00:00Z", day), MESSAGES));
                }
            }
            database.superuser("ANALYZE vm.messages_trace");
            measure(appliance, report);
        } finally {
            database.superuser("DELETE FROM vm.messages_trace WHERE tenant = '" + TENANT + "';"
                    + " DELETE FROM vm.indicators_bal WHERE tenant = '" + TENANT + "'");
        }
    }

    private static void measure(Appliance appliance, Report report) throws IOException, InterruptedException {
        String token = appliance.token();
        var seconds = new Figures();
        var one = new Figures();
        var ten = new Figures();
        count(appliance, token, "2025-01");
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            count(appliance, token, "2025-01");
            seconds.add((System.nanoTime() - start) / 1e9);
            one.add(Processes.residentMebibytes(Processes.KARAF));
            count(appliance, token, "2025-02");
            ten.add(Processes.residentMebibytes(Processes.KARAF));
        }
        report.add("a month with one day of 1 M messages, counted", "s", seconds, Asked.atMost(5));
        report.add("Karaf's memory after ten days / after one", "", ten.over(one), Asked.atMost(1.05));
    }

    private static void count(Appliance appliance, String token, String month)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                appliance.get("/admin/indicators/" + month + "?recount=true&tenant=" + TENANT, token);
        if (answer.statusCode() != 200 || !answer.body().contains("\"messages.inbound\"")) {
            throw new IOException(month + " answered " + answer.statusCode() + " " + answer.body());
        }
    }
}
