package fr.vaguemestre.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.AbstractHandler;

/**
 * What rest is compared with: a bare Jetty, one check of an RS256 signature, one SELECT of the same columns by JDBC, one
 * JSON object. No framework, no unit of work, no row security, no audit, no limits.
 */
final class BaselineServer extends AbstractHandler {
    private static final String SELECT = "SELECT b.*, u.bytes FROM vm.bal_bal b"
            + " LEFT JOIN mail.usage u ON u.address = b.address WHERE b.address = ?";

    private final HikariDataSource pool;
    private final RSASSAVerifier verifier;
    private final ObjectMapper json = new ObjectMapper();

    private BaselineServer(HikariDataSource pool, RSASSAVerifier verifier) {
        this.pool = pool;
        this.verifier = verifier;
    }

    /** {@code PORT DB_PORT POOL}; the database password and the key come from the secrets' folder. */
    static void serve(String[] args) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + args[1] + "/vm");
        config.setUsername("vm_admin");
        config.setPassword(Appliance.secret("pg-vm_admin"));
        config.setMaximumPoolSize(Integer.parseInt(args[2]));
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(args[0]));
        server.addConnector(connector);
        server.setHandler(new BaselineServer(new HikariDataSource(config), new RSASSAVerifier(publicKey())));
        server.start();
        server.join();
    }

    private static RSAPublicKey publicKey() throws Exception {
        String pem = Files.readString(Appliance.STATE.resolve("secrets/jwt.key"));
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        KeyFactory factory = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(der));
        BigInteger modulus = key.getModulus();
        return (RSAPublicKey) factory.generatePublic(new RSAPublicKeySpec(modulus, key.getPublicExponent()));
    }

    @Override
    public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        base.setHandled(true);
        try {
            if (!signed(request.getHeader("Authorization"))) {
                response.setStatus(401);
                return;
            }
            answer(target.substring(target.lastIndexOf('/') + 1), response);
        } catch (SQLException | ParseException | com.nimbusds.jose.JOSEException failed) {
            response.setStatus(500);
        }
    }

    private boolean signed(String authorization) throws ParseException, com.nimbusds.jose.JOSEException {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return false;
        }
        SignedJWT token = SignedJWT.parse(authorization.substring(7));
        Object expires = token.getPayload().toJSONObject().get("exp");
        return token.verify(verifier)
                && expires instanceof Number seconds
                && seconds.longValue() > System.currentTimeMillis() / 1000;
    }

    private void answer(String address, HttpServletResponse response) throws SQLException, IOException {
        try (Connection connection = pool.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, address);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    response.setStatus(404);
                    return;
                }
                Map<String, Object> fields = new LinkedHashMap<>();
                ResultSetMetaData meta = row.getMetaData();
                for (int column = 1; column <= meta.getColumnCount(); column++) {
                    fields.put(meta.getColumnName(column), row.getString(column));
                }
                response.setContentType("application/json");
                json.writeValue(response.getOutputStream(), fields);
            }
        }
    }
}
