package fr.vaguemestre.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds an opening back until something is asked of the database, and sends it along. It fails closed: were it ever not sent,
 * the transaction would have no tenant, and row security would show it nothing. An end of the transaction forgets it, so that
 * none is sent in a transaction that it was not meant for.
 */
final class OpenableConnection implements InvocationHandler {
    private static final Set<String> ENDS = Set.of("abort", "close", "setAutoCommit");
    /** Of these the database hears nothing that depends on a tenant. */
    private static final Set<String> APART = Set.of(
            "clearWarnings",
            "getAutoCommit",
            "getCatalog",
            "getClientInfo",
            "getHoldability",
            "getNetworkTimeout",
            "getSchema",
            "getTypeMap",
            "getWarnings",
            "createArrayOf",
            "isClosed",
            "isReadOnly",
            "isValid",
            "isWrapperFor",
            "nativeSQL",
            "setNetworkTimeout",
            "toString");

    private final Connection connection;
    private Optional<Opening> waiting = Optional.empty();

    private OpenableConnection(Connection connection) {
        this.connection = connection;
    }

    /** That connection, with {@link Openable} besides. */
    static Connection over(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                OpenableConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class, Openable.class},
                new OpenableConnection(connection));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        if (given != null && given[0] instanceof Opening opening) {
            waiting = Optional.of(opening);
            return null;
        }
        if (method.getName().equals("equals") && given != null) {
            return isOf(this, given[0]);
        }
        if (waiting.isEmpty() || method.getName().equals("hashCode")) {
            return call(connection, method, given);
        }
        String name = method.getName();
        if (name.equals("prepareStatement") && given != null && given.length == 1) {
            return OpeningStatement.of(this, String.valueOf(given[0]));
        }
        boolean ends = ENDS.contains(name) || (given == null && (name.equals("commit") || name.equals("rollback")));
        if (ends) {
            waiting = Optional.empty();
        } else if (!APART.contains(name)) {
            sendOpening();
        }
        return call(connection, method, given);
    }

    Optional<Opening> waiting() {
        return waiting;
    }

    /** It went out with a statement. */
    void opened() {
        waiting = Optional.empty();
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** In a turn of its own, where it cannot go along. */
    void sendOpening() throws SQLException {
        if (waiting.isPresent()) {
            try (PreparedStatement alone = prepare(waiting.get().settings())) {
                alone.setString(1, waiting.get().tenant());
                alone.execute();
            }
            opened();
        }
    }

    /** Whether that is the proxy of this handler. */
    static boolean isOf(InvocationHandler handler, @Nullable Object other) {
        return other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other).equals(handler);
    }

    /** Calls through, with the failure as the driver threw it. */
    static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        try {
            return method.invoke(target, given);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }
}
