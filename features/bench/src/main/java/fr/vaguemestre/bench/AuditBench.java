package fr.vaguemestre.bench;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.store.UnitStatements;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the audit entry costs a write: what the unit of work sends (tenant and row in one turn; entry, commit, wait for the
 * disk in another), by its own code, against one INSERT of the same row with a commit each, at 32 connections. Once with as
 * many structures, once all in one, whose entries wait for each other.
 */
final class AuditBench {
    private static final int CLIENTS = 32;
    private static final int ROUNDS = 5;
    private static final long ROUND_NANOS = 3_000_000_000L;
    private static final String ROW = "INSERT INTO vm.messages_trace (tenant, at, stage, outcome, cause, detail, peer)"
            + " VALUES (?, '2020-01-01T00:00:00Z', 'bench', 'accepted', '', '', '')";
    private static final Act ACT = Act.of("bench.write", "row");

    private AuditBench() {}

    static void run(Appliance appliance, Report report)
            throws IOException, InterruptedException, SQLException, ExecutionException {
        var database = new Database(appliance);
        List<Connection> connections = new ArrayList<>();
        try {
            for (int client = 0; client < CLIENTS; client++) {
                connections.add(UnitStatements.pooled(database.app()));
            }
            measure(connections, report, "32 structures", CLIENTS);
            measure(connections, report, "one structure", 1);
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
            database.superuser("DELETE FROM vm.messages_trace WHERE stage = 'bench'");
        }
    }

    private static void measure(List<Connection> connections, Report report, String what, int structures)
            throws InterruptedException, ExecutionException {
        var plain = new Figures();
        var audited = new Figures();
        round(connections, structures, true);
        for (int round = 0; round < ROUNDS; round++) {
            plain.add(round(connections, structures, false));
            audited.add(round(connections, structures, true));
        }
        report.add("baseline: plain INSERT, 32 clients, " + what, "1/s", plain, Asked.nothing());
        report.add("ours: audited write, 32 clients, " + what, "1/s", audited, Asked.nothing());
        report.add("ratio, audited / plain, " + what, "", audited.over(plain), Asked.atLeast(0.3));
    }

    /** Writes in a second. */
    private static double round(List<Connection> connections, int structures, boolean audited)
            throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        long written = 0;
        try (ExecutorService clients = Executors.newFixedThreadPool(connections.size())) {
            List<Future<Integer>> done = new ArrayList<>();
            for (int client = 0; client < connections.size(); client++) {
                Connection connection = connections.get(client);
                String tenant = String.format("9900%05d", 100 + client % structures);
                done.add(clients.submit(() -> write(connection, tenant, audited, start + ROUND_NANOS)));
            }
            for (Future<Integer> one : done) {
                written += one.get();
            }
        }
        return written / ((System.nanoTime() - start) / 1e9);
    }

    private static int write(Connection connection, String tenant, boolean audited, long end) throws SQLException {
        connection.setAutoCommit(!audited);
        return audited ? audited(connection, tenant, end) : plain(connection, tenant, end);
    }

    private static int plain(Connection connection, String tenant, long end) throws SQLException {
        int written = 0;
        try (PreparedStatement row = connection.prepareStatement(ROW)) {
            row.setString(1, tenant);
            while (System.nanoTime() < end) {
                row.executeUpdate();
                written++;
            }
        }
        return written;
    }

    /** A statement is made anew for each write, as the work of a unit makes its own. */
    private static int audited(Connection connection, String tenant, long end) throws SQLException {
        Caller caller = Caller.operator("bench", "bench").in(tenant);
        int written = 0;
        while (System.nanoTime() < end) {
            UnitStatements.begin(connection, tenant);
            try (PreparedStatement row = connection.prepareStatement(ROW)) {
                row.setString(1, tenant);
                row.executeUpdate();
            }
            UnitStatements.keep(connection, caller, ACT);
            written++;
        }
        return written;
    }
}
