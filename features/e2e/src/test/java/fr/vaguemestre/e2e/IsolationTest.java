package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Rest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * No route lets one hospital see or touch what is another's. The routes come from the live OpenAPI document: a new one is
 * tested from its first day, and fails here until the table below knows whose object its parameter names.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationTest {
    /** A month is nobody's object: whose figures it shows, {@link IndicatorsTest} looks at. */
    private static final String NO_MONTH = "1999-12";

    private Hospital ours = Hospital.open();
    private Hospital theirs = Hospital.open();
    private String theirBox = "";
    private String theirUser = "";
    private String theirQueued = "";
    private String theirPublication = "";

    @BeforeAll
    void fillTheOtherHospital() {
        theirBox = theirs.box("secretariat");
        JsonNode users =
                theirs.admin().get("/admin/users?q=" + theirBox).expect(200).json();
        theirUser = users.path("items").path(0).path("id").asText();
        assertThat(theirUser).isNotEmpty();
        Await.until("their publication is noted", AnnuaireTest.SOON, () -> AnnuaireTest.publication(
                        theirs.admin(), theirBox)
                .hasNonNull("id"));
        theirPublication =
                AnnuaireTest.publication(theirs.admin(), theirBox).path("id").asText();
        theirQueued = Outbound.send(theirBox, "boite@revoque.mssante.test").id();
    }

    @TestFactory
    Stream<DynamicTest> everyRouteWithAnObject() {
        return routes().stream()
                .filter(route -> route.path().contains("{"))
                .map(route -> DynamicTest.dynamicTest(route.toString(), () -> refusesTheirObject(route)));
    }

    @TestFactory
    Stream<DynamicTest> everyList() {
        return routes().stream()
                .filter(route -> route.method().equals("GET") && !route.path().contains("{"))
                .map(route -> DynamicTest.dynamicTest(route.toString(), () -> {
                    String text = ours.admin().get(route.path() + "?limit=200").text();
                    assertThat(text).doesNotContain(theirs.domain(), theirs.finess(), theirUser);
                }));
    }

    private void refusesTheirObject(Route route) {
        String before = theirState();

        Answer theirsAsked = ask(ours.admin(), route, theirs(route));
        Answer nothingAsked = ask(ours.admin(), route, nothing(route));

        assertThat(theirsAsked.status()).isIn(404, 403);
        assertThat(theirsAsked.status()).as("as if it did not exist").isEqualTo(nothingAsked.status());
        assertThat(theirsAsked.problem()).isEqualTo(nothingAsked.problem());
        assertThat(theirState()).as("unchanged").isEqualTo(before);
    }

    private Answer ask(Rest as, Route route, String path) {
        boolean body = List.of("POST", "PUT", "PATCH").contains(route.method());
        return as.send(route.method(), path, body ? Optional.of("{}") : Optional.empty());
    }

    private String theirs(Route route) {
        return fill(
                route,
                Map.of(
                        "domains",
                        theirs.domain(),
                        "users",
                        theirUser,
                        "mailboxes",
                        theirBox,
                        "email",
                        theirBox,
                        "messages",
                        "bnVsbA",
                        "attachments",
                        "1",
                        "drafts",
                        "bnVsbA",
                        "tenants",
                        theirs.finess(),
                        "queue",
                        theirQueued,
                        "publications",
                        theirPublication));
    }

    private String nothing(Route route) {
        String domain = World.fresh("rien") + ".mssante.test";
        return fill(
                route,
                Map.of(
                        "domains",
                        domain,
                        "users",
                        UUID.randomUUID().toString(),
                        "mailboxes",
                        "rien@" + theirs.domain(),
                        "email",
                        "rien@" + theirs.domain(),
                        "messages",
                        "bnVsbA",
                        "attachments",
                        "1",
                        "drafts",
                        "bnVsbA",
                        "tenants",
                        World.freshFiness(),
                        "queue",
                        "4jXrien0000rien",
                        "publications",
                        UUID.randomUUID().toString()));
    }

    /** Puts an object in the place of each parameter; whose it is, the word before it tells. */
    private static String fill(Route route, Map<String, String> objects) {
        StringBuilder path = new StringBuilder();
        String before = "";
        for (String part : route.path().substring(1).split("/", -1)) {
            String value = part;
            if (part.startsWith("{")) {
                value = before.equals("indicators") ? NO_MONTH : objects.get(before);
                assertThat(value).as("an object for " + part + " of " + route).isNotNull();
            }
            path.append('/').append(value);
            before = part;
        }
        return path.toString();
    }

    private String theirState() {
        return theirs.admin().get("/mailboxes").text()
                + theirs.admin().get("/admin/users").text()
                + theirs.admin().get("/admin/domains").text();
    }

    private static List<Route> routes() {
        JsonNode paths =
                World.anonymous().get("/openapi.json").expect(200).json().path("paths");
        List<Route> routes = new ArrayList<>();
        paths.properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> routes.add(new Route(
                        method.toUpperCase(Locale.ROOT),
                        path.getKey().replaceFirst("^/api/v1", "").replaceAll("\\{(\\w+)[^}]*}", "{$1}")))));
        assertThat(routes).as("routes of /openapi.json").hasSizeGreaterThan(15);
        return routes;
    }

    private record Route(String method, String path) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
