package fr.vaguemestre.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was prepared while an opening waits. Parameters are noted until it is known how it is run: run simply, it
 * takes the opening along, once; in any other way the opening is sent first and an ordinary statement does the rest.
 */
final class OpeningStatement implements InvocationHandler {
    private static final Set<String> RUNS = Set.of("execute", "executeQuery", "executeUpdate", "executeLargeUpdate");
    /** What is asked of a statement that has been run. */
    private static final Set<String> AFTERWARDS = Set.of(
            "close",
            "getMoreResults",
            "getResultSet",
            "getUpdateCount",
            "getLargeUpdateCount",
            "getWarnings",
            "clearWarnings",
            "cancel",
            "isClosed",
            "isWrapperFor");

    private final OpenableConnection connection;
    private final String sql;
    private final Map<Integer, Parameter> parameters = new TreeMap<>();
    /** The one that took the opening along. */
    private Optional<PreparedStatement> first = Optional.empty();
    /** The ordinary one, once there is a need. */
    private Optional<PreparedStatement> ordinary = Optional.empty();

    private boolean closed;

    private OpeningStatement(OpenableConnection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    static PreparedStatement of(OpenableConnection connection, String sql) {
        return (PreparedStatement) Proxy.newProxyInstance(
                OpeningStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                new OpeningStatement(connection, sql));
    }

    /** How a parameter was set, its place first. */
    private record Parameter(Method method, List<@Nullable Object> given) {
        /** Sets it at that place of that statement. */
        void on(PreparedStatement statement, int place) throws Throwable {
            @Nullable Object[] there = given.toArray();
            there[0] = place;
            OpenableConnection.call(statement, method, there);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        String name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(name, given);
        }
        if (ordinary.isPresent()) {
            if (RUNS.contains(name)) {
                connection.sendOpening();
            }
            return OpenableConnection.call(ordinary.get(), method, given);
        }
        if (given != null && given.length > 1 && given[0] instanceof Integer place && name.startsWith("set")) {
            parameters.put(place, new Parameter(method, Arrays.asList(given.clone())));
            return null;
        }
        if (given == null && RUNS.contains(name) && connection.waiting().isPresent()) {
            return runWith(connection.waiting().get(), name);
        }
        if (first.isPresent() && AFTERWARDS.contains(name)) {
            closed |= name.equals("close");
            return OpenableConnection.call(first.get(), method, given);
        }
        if (name.equals("clearParameters")) {
            parameters.clear();
            return null;
        }
        if (name.equals("close") || name.equals("isClosed")) {
            closed |= name.equals("close");
            return name.equals("close") ? null : (Object) closed;
        }
        return OpenableConnection.call(ordinary(), method, given);
    }

    /** Both in one turn. What the settings answer is passed over. */
    private @Nullable Object runWith(Opening opening, String name) throws Throwable {
        PreparedStatement both = connection.prepare(opening.settings() + "; " + sql);
        closeThose();
        first = Optional.of(both);
        both.setString(1, opening.tenant());
        for (Map.Entry<Integer, Parameter> parameter : parameters.entrySet()) {
            parameter.getValue().on(both, parameter.getKey() + 1);
        }
        both.execute();
        // Where it failed the opening still waits: either nothing was sent, or the transaction is refused whatever
        // comes.
        connection.opened();
        boolean rows = both.getMoreResults();
        if (name.equals("execute")) {
            return rows;
        }
        boolean query = name.equals("executeQuery");
        if (rows != query) {
            throw new SQLException(query ? "the statement has no result" : "the statement has a result", "02000");
        }
        if (query) {
            return both.getResultSet();
        }
        return name.equals("executeUpdate") ? (Object) both.getUpdateCount() : (Object) both.getLargeUpdateCount();
    }

    /** Replaces the one that took the opening along: run again, that one would open again. */
    private PreparedStatement ordinary() throws Throwable {
        connection.sendOpening();
        PreparedStatement plain = connection.prepare(sql);
        closeThose();
        ordinary = Optional.of(plain);
        for (Map.Entry<Integer, Parameter> parameter : parameters.entrySet()) {
            parameter.getValue().on(plain, parameter.getKey());
        }
        return plain;
    }

    private void closeThose() throws SQLException {
        if (closed) {
            throw new SQLException("the statement is closed", "55000");
        }
        if (first.isPresent()) {
            first.get().close();
            first = Optional.empty();
        }
    }

    private @Nullable Object ofObject(String name, @Nullable Object @Nullable [] given) {
        return switch (name) {
            case "equals" -> given != null && OpenableConnection.isOf(this, given[0]);
            case "hashCode" -> hashCode();
            default -> sql;
        };
    }
}
