package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Contract;
import fr.vaguemestre.e2e.driver.Contract.Operation;
import fr.vaguemestre.e2e.driver.Contract.Parameter;
import fr.vaguemestre.e2e.driver.Rest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * Requests made at random from the contract, the same ones for the same seed. Each must be answered with a status that the
 * contract tells for the operation, below 500, and a refusal must be a problem of good form.
 */
final class Fuzz {
    /** Open routes are counted by address, and other tests sign in from the same one. */
    private static final int ANONYMOUS_PERCENT = 4;

    /** HAProxy answers a head that does not fit its buffer (16 KB) with a page that cannot be set. */
    private static final int EDGE_HEAD = 14_000;

    /** Wrong guesses lock an account for the tests' address: only the fuzzed user's own, never an administrator's. */
    private static final String OWN_PASSWORD = "auth.password";

    private static final List<String> ACCEPTS =
            List.of("*/*", "application/json", "text/csv", "application/xml", "a/b;q=0", "/", "*");
    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "nonsense",
            "application/vnd.x+json");

    private final Random random;
    private final Junk junk;
    private final List<Operation> operations;
    private Holdings own;
    private Map<Thing, String> spare = Map.of();
    private Map<String, Rest> callers = Map.of();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Integer> answered = new TreeMap<>();

    Fuzz(long seed) {
        Contract contract = Contract.of(World.appliance());
        this.random = new Random(seed);
        this.junk = new Junk(random, contract);
        this.operations = contract.operations();
        this.own = Holdings.of(Hospital.open(), "alea");
        signIn();
    }

    /** What was wrong, one line each. */
    List<String> faults() {
        return faults;
    }

    /** How often which status was answered. */
    Map<String, Integer> answered() {
        return answered;
    }

    /** Sends that many requests. */
    void send(int requests) {
        for (int sent = 0; sent < requests; sent++) {
            Operation operation = junk.pick(operations);
            boolean open = operation.roles().isEmpty();
            if (open && !junk.chance(ANONYMOUS_PERCENT * 3)) {
                operation = junk.pick(operations);
            }
            one(operation);
        }
    }

    /** New sessions, in a new hospital where the old one was fuzzed out of use; what may be closed and removed is a second mailbox. */
    private void signIn() {
        boolean gone = World.anonymous().login(own.box(), Hospital.PASSWORD).status() != 200
                || World.anonymous()
                                .login(own.hospital().username(), Hospital.PASSWORD)
                                .status()
                        != 200;
        own = gone ? Holdings.of(Hospital.open(), "alea") : own;
        String box = own.hospital().box(World.fresh("reserve"));
        String user = own.hospital()
                .admin()
                .get("/admin/users?q=" + box)
                .expect(200)
                .json()
                .at("/items/0/id")
                .asText();
        spare = Map.of(Thing.MAILBOX, box, Thing.USER, user);
        callers = Map.of(
                "super_admin",
                World.anonymous()
                        .signIn(World.appliance().adminName(), World.appliance().adminPassword()),
                "domain_admin",
                World.anonymous().signIn(own.hospital().username(), Hospital.PASSWORD),
                "user",
                World.anonymous().signIn(own.box(), Hospital.PASSWORD),
                "quarantine",
                Malware.officer(own.hospital()));
    }

    private void one(Operation operation) {
        boolean anonymous = junk.chance(ANONYMOUS_PERCENT);
        List<String> roles = roles(operation);
        Rest caller = anonymous ? World.anonymous() : Objects.requireNonNull(callers.get(junk.pick(roles)));
        List<String> headers = headers(operation);
        if (anonymous && junk.chance(50)) {
            headers.addAll(List.of(
                    "Authorization",
                    junk.pick(List.of("Bearer", "Bearer a.b.c", "Basic YTpi", "Bearer eyJhbGciOiJub25lIn0.e30."))));
        }
        String path = path(operation) + query(operation);
        byte[] body = body(operation);
        Answer answer = caller.raw(operation.method(), path, body, headers);
        answered.merge(Integer.toString(answer.status()), 1, Integer::sum);
        String fault = path.length() > EDGE_HEAD && answer.status() == 400 ? "" : FuzzVerdict.of(operation, answer);
        if (!fault.isEmpty()) {
            faults.add("%s: %s %s %s %s -> %d %s"
                    .formatted(
                            fault,
                            operation.method(),
                            FuzzVerdict.cut(path),
                            headers,
                            FuzzVerdict.cut(new String(body, StandardCharsets.UTF_8)),
                            answer.status(),
                            FuzzVerdict.cut(answer.text())));
        }
        boolean ended =
                answer.status() == 401 && !anonymous && !operation.roles().isEmpty();
        if (ended || (operation.id().equals("auth.logout") && answer.status() == 204)) {
            signIn();
        }
    }

    private List<String> roles(Operation operation) {
        if (operation.id().equals(OWN_PASSWORD)) {
            return List.of("user");
        }
        return operation.roles().isEmpty() || junk.chance(20)
                ? List.of("super_admin", "domain_admin", "user")
                : operation.roles();
    }

    private String path(Operation operation) {
        String path = operation.path();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                Thing thing = Thing.ofPath(operation, parameter.name()).orElse(Thing.NOBODYS);
                String fitting = operation.path().startsWith("/email/")
                        ? own.get(thing)
                        : spare.getOrDefault(thing, own.get(thing));
                String value = !fitting.isEmpty() && junk.chance(60) ? fitting : junk.text();
                path = path.replace("{" + parameter.name() + "}", encoded(value));
            }
        }
        return path;
    }

    private String query(Operation operation) {
        StringBuilder query = new StringBuilder();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("query") && junk.chance(40)) {
                String fitting = own.get(Thing.ofQuery(parameter.name()).orElse(Thing.NOBODYS));
                String value = !fitting.isEmpty() && junk.chance(30) ? fitting : junk.parameter(parameter.schema());
                query.append(query.isEmpty() ? '?' : '&')
                        .append(parameter.name())
                        .append('=')
                        .append(encoded(value));
            }
        }
        if (junk.chance(3)) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(encoded(junk.text()))
                    .append('=')
                    .append(encoded(junk.text()));
        }
        return query.toString();
    }

    private List<String> headers(Operation operation) {
        List<String> headers = new ArrayList<>();
        boolean write = !operation.method().equals("GET");
        if (write) {
            headers.addAll(List.of("Content-Type", junk.chance(92) ? "application/json" : junk.pick(TYPES)));
        }
        if (junk.chance(8)) {
            headers.addAll(List.of("Accept", junk.pick(ACCEPTS)));
        }
        if (junk.chance(5)) {
            headers.addAll(List.of(
                    "Accept-Language", junk.pick(List.of("fr", "x;q=9", ",,,", "*", "fr-FR-u-co-phonebk;q=nan"))));
        }
        if (junk.chance(3)) {
            headers.addAll(List.of("X-Correlation-Id", junk.pick(List.of("a", "a b", "%0d%0a", "x".repeat(500)))));
        }
        if (write && junk.chance(10)) {
            headers.addAll(List.of(
                    "Idempotency-Key",
                    junk.pick(List.of("a", " ", "x".repeat(200), "x".repeat(201), "k" + random.nextInt(5)))));
        }
        return headers;
    }

    private byte[] body(Operation operation) {
        boolean takesOne = operation.body().has("properties");
        if (!takesOne) {
            return junk.chance(operation.method().equals("GET") ? 1 : 5) ? octets(junk.body()) : new byte[0];
        }
        if (junk.chance(10)) {
            return junk.chance(20)
                    ? new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, (byte) 0xFF, '"', ':', '1', '}'}
                    : octets(junk.body());
        }
        return octets(junk.object(operation.body(), fitting()).toString());
    }

    private Map<String, String> fitting() {
        String fresh = World.fresh("alea");
        Map<String, String> fitting = new HashMap<>(Map.of(
                "address", own.hospital().address(fresh),
                "domain", own.hospital().domain(),
                "domains", own.hospital().domain(),
                "mailboxes", own.box(),
                "name", fresh + ".mssante.test",
                "finess", World.freshFiness(),
                "username", fresh,
                "password", Hospital.PASSWORD,
                "roles", "user",
                "to", own.box()));
        fitting.putAll(Map.of(
                "displayName", "Unité",
                "responsible", "99700218896",
                "rpps", "99700218896",
                "givenName", "Kit",
                "familyName", "Doc",
                "professionCode", "10",
                "inReplyTo", own.get(Thing.MESSAGE),
                "folder", "INBOX",
                "flags", "seen",
                "base64", "YQ=="));
        return fitting;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
