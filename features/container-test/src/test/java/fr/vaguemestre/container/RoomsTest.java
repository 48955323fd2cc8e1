package fr.vaguemestre.container;

import static java.util.stream.Collectors.toMap;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.junit.Before;
import org.junit.FixMethodOrder;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.MethodSorters;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** Every room lives: its route works, fails when its bundle is stopped, and works again when it is started. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class RoomsTest {
    private static final long PATIENCE_NANOS = 90_000_000_000L;

    /** Right to stay RESOLVED: Pax Web installs it so, and it is there for its manifest only. */
    private static final Set<String> RESTING = Set.of("org.ops4j.pax.web.pax-web-compatibility-servlet31");

    /** Components that need what these tests do not run, each with what that is. */
    private static final Map<String, String> WAITING = Map.of();

    @Inject
    private BundleContext framework;

    @Inject
    private FeaturesService features;

    private final Client client = new Client();

    /** Where the container comes from. */
    @Configuration
    public static Option[] appliance() {
        return Appliance.options();
    }

    /** The whole appliance answers. */
    @Before
    public void everyoneIsThere() {
        until("sign-in works", () -> {
            client.signIn();
            return true;
        });
        until("mailboxes are served", () -> client.status("/mailboxes") == 200);
    }

    /** Each room, and the one thing that only it can do. */
    private Map<String, BooleanSupplier> rooms() {
        var rooms = new LinkedHashMap<String, BooleanSupplier>();
        rooms.put("audit", () -> client.status("/admin/audit/verify") == 200);
        rooms.put("tenancy", () -> client.status("/admin/domains") == 200);
        rooms.put("bal", () -> client.status("/mailboxes") == 200);
        rooms.put("messages", () -> client.status("/admin/trace?address=nobody@nowhere.mssante.test") == 200);
        rooms.put("indicators", () -> client.status("/admin/indicators") == 200);
        rooms.put("annuaire", () -> client.status("/annuaire/search?q=martin") == 200);
        rooms.put("igc", () -> client.status("/admin/authorities") == 200);
        rooms.put("pkcs11", () -> healthNames("pkcs11.token"));
        rooms.put("confiance", () -> client.api("/openapi.json").body().contains("/annuaire/whitelist"));
        rooms.put("edge", () -> healthNames("edge."));
        rooms.put("mail-dovecot", () -> healthNames("maildovecot."));
        rooms.put("mail-postfix", () -> client.get(Appliance.AUTH_HTTP, "/").statusCode() > 0);
        rooms.put("webmail", () -> client.api("/email/nobody@nowhere.mssante.test/folders")
                .body()
                .contains("webmail.mailbox-unknown"));
        rooms.put("doctor", () -> client.status("/admin/doctor") == 200);
        rooms.put("monitoring", () -> client.get(Appliance.METRICS, "/metrics").statusCode() == 200);
        rooms.put("cache", () -> healthNames("redis\""));
        rooms.put("vaadin-ui", () -> client.get(Appliance.CONSOLE, "/console/").statusCode() < 400);
        rooms.put("access", () -> client.status("/auth/me") == 200);
        rooms.put("store", () -> client.status("/admin/tenants") == 200);
        rooms.put("rest", () -> client.status("/openapi.json") == 200);
        return rooms;
    }

    private boolean healthNames(String check) {
        return healthSays("\"" + check);
    }

    private boolean healthSays(String words) {
        return client.get(Appliance.REST, "/api/v1/health").body().contains(words);
    }

    @Test
    public void a_everyBundleIsActive() {
        settle(() -> notActive().isEmpty());
        assertEquals(List.of(), notActive());
    }

    @Test
    public void b_everyComponentIsSatisfied() {
        settle(() -> notSatisfied().isEmpty());
        assertEquals(List.of(), notSatisfied());
    }

    @Test
    public void c_eachRoomWorksAndStopsWithItsBundle() throws BundleException {
        var ours = Arrays.stream(framework.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("fr.vaguemestre."))
                .map(bundle -> bundle.getSymbolicName().substring("fr.vaguemestre.".length()))
                .filter(word -> !word.equals("api"))
                .sorted()
                .toList();
        assertEquals(
                "a room without a check",
                ours,
                rooms().keySet().stream().sorted().toList());
        for (var room : rooms().entrySet()) {
            Bundle bundle = bundle(room.getKey());
            until(room.getKey() + " works", room.getValue());
            bundle.stop();
            until(room.getKey() + " stops with its bundle", () -> !works(room.getValue()));
            if (room.getKey().equals("edge")) {
                assertTrue("health names a stopped bundle", healthSays("not running: fr.vaguemestre.edge"));
            }
            bundle.start();
            until(room.getKey() + " works again", () -> {
                client.signIn();
                return room.getValue().getAsBoolean();
            });
        }
    }

    @Test
    public void d_balIsReplacedWhileOthersAnswer() throws BundleException, IOException, InterruptedException {
        var running = new AtomicBoolean(true);
        var answers = new AtomicInteger();
        var failures = new AtomicInteger();
        var poller = Thread.ofVirtual().start(() -> {
            while (running.get()) {
                if (!works(() -> client.status("/admin/domains") == 200)) {
                    failures.incrementAndGet();
                }
                answers.incrementAndGet();
            }
        });
        until("the client polls", () -> answers.get() > 5);
        Path jar = Path.of(
                System.getProperty("karaf.home"),
                "system/fr/vaguemestre/vaguemestre-bal/0.1.0/vaguemestre-bal-0.1.0.jar");
        try (InputStream next = Files.newInputStream(jar)) {
            bundle("bal").update(next);
        }
        until("bal is served again", () -> client.status("/mailboxes") == 200);
        int sofar = answers.get();
        until("the client polled on", () -> answers.get() > sofar + 5);
        running.set(false);
        poller.join();
        assertEquals("answers lost of " + answers.get(), 0, failures.get());
    }

    @Test
    public void e_aFeatureThatCannotBeIsReported() throws Exception {
        Path file = Files.createTempFile("broken", ".xml");
        Files.writeString(
                file,
                """
                <features name="broken" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                  <feature name="vaguemestre-broken" version="1.0.0">
                    <requirement>osgi.identity;filter:="(osgi.identity=fr.vaguemestre.nowhere)"</requirement>
                  </feature>
                </features>
                """);
        features.addRepository(file.toUri());
        var refused = assertThrows(Exception.class, () -> features.installFeature("vaguemestre-broken"));
        assertTrue(refused.toString(), String.valueOf(refused.getMessage()).contains("fr.vaguemestre.nowhere"));
        assertFalse(features.isInstalled(features.getFeature("vaguemestre-broken")));
        assertEquals(List.of(), notActive());
    }

    private Bundle bundle(String word) {
        var bundles =
                Arrays.stream(framework.getBundles()).collect(toMap(Bundle::getSymbolicName, b -> b, (a, b) -> a));
        var bundle = bundles.get("fr.vaguemestre." + word);
        if (bundle == null) {
            throw new IllegalStateException("no bundle of " + word);
        }
        return bundle;
    }

    private List<String> notActive() {
        return Arrays.stream(framework.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .filter(bundle -> !fragment(bundle) && !RESTING.contains(bundle.getSymbolicName()))
                .map(bundle -> bundle.getSymbolicName() + " is in state " + bundle.getState())
                .toList();
    }

    private static boolean fragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    private List<String> notSatisfied() {
        var reference = framework.getServiceReference(ServiceComponentRuntime.class);
        var runtime = framework.getService(reference);
        var found = new ArrayList<String>();
        for (var component : runtime.getComponentDescriptionDTOs()) {
            if (!component.bundle.symbolicName.startsWith("fr.vaguemestre.") || WAITING.containsKey(component.name)) {
                continue;
            }
            var configurations = runtime.getComponentConfigurationDTOs(component);
            if (configurations.stream().noneMatch(RoomsTest::satisfied)) {
                found.add(component.name);
            }
        }
        return found;
    }

    private static boolean satisfied(ComponentConfigurationDTO configuration) {
        return configuration.state == ComponentConfigurationDTO.ACTIVE
                || configuration.state == ComponentConfigurationDTO.SATISFIED;
    }

    private static boolean works(BooleanSupplier check) {
        try {
            return check.getAsBoolean();
        } catch (IllegalStateException notNow) {
            return false;
        }
    }

    private static void until(String what, BooleanSupplier check) {
        assertTrue("not in time: " + what, settle(check));
    }

    /** Waits for a check to hold; false when it does not in time. */
    private static boolean settle(BooleanSupplier check) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!works(check)) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(100_000_000L);
        }
        return true;
    }
}
