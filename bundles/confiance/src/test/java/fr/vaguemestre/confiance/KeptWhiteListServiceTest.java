package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.AcceptedWhiteList;
import fr.vaguemestre.api.confiance.AcceptedWhiteList.Way;
import fr.vaguemestre.api.confiance.HeldWhiteList;
import fr.vaguemestre.api.confiance.OwnListing;
import fr.vaguemestre.api.confiance.OwnListing.State;
import fr.vaguemestre.api.confiance.WhiteListChange;
import fr.vaguemestre.api.confiance.WhiteListChange.Kind;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.Hosting;
import fr.vaguemestre.api.tenancy.Quota;
import fr.vaguemestre.api.tenancy.TenancyService;
import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.range.Fault;
import fr.vaguemestre.store.TestStore;
import fr.vaguemestre.testkit.Await;
import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of the white list on a real database: history, held lists, our own entries. */
class KeptWhiteListServiceTest {
    private static final TestStore STORE = TestStore.with(new AuditSchema(), new ConfianceSchema());
    private static final Caller ROOT = Caller.operator("root", "t");
    private static final String OWN = "operateur.mssante.test";

    @TempDir
    private Path folder;

    private TestSpace world;
    private SignedListConfiance confiance;
    private KeptWhiteListService service;
    private ConfianceConfig config;

    @BeforeEach
    void open() throws Exception {
        STORE.tamper("TRUNCATE vm.confiance_list, vm.confiance_history, vm.confiance_change, vm.confiance_held,"
                + " vm.confiance_held_change");
        world = new TestSpace();
        world.list = world.lists.signed(world.clock.instant());
        config = config("on");
        var lists = new AcceptedListRepository(
                STORE.work(), STORE.factory("confiance"), new AcceptedListRepository.Bounds(100, Duration.ofDays(30)));
        confiance = new SignedListConfiance(world.clock, lists, config);
        service = new KeptWhiteListService(confiance, STORE.work(), STORE.factory("confiance"), config);
        service.tenancies = List.of(tenancy(OWN, "nouveau.mssante.test"));
        Await.until(
                "the first list is in force", 30, () -> confiance.state().list().isPresent());
    }

    @AfterEach
    void close() throws InterruptedException {
        confiance.stop();
        world.close();
    }

    @AfterAll
    static void end() {
        STORE.close();
    }

    @Test
    void aHeldListIsLookedAtAndOnlyThatVeryOneIsTaken() throws Exception {
        assertThat(service.held(ROOT)).isEmpty();
        assertThatThrownBy(() -> service.accept(ROOT, "0".repeat(64))).isInstanceOf(NotFound.class);
        fetch(Fault.WHITELIST_SHRINK);
        HeldWhiteList first = service.held(ROOT).orElseThrow();
        Page<WhiteListChange> gone = service.heldChanges(ROOT, Optional.of(Kind.REMOVED), PageRequest.first());
        assertThat(gone.total()).isEqualTo(first.figures().removed()).isGreaterThan(1_000);
        assertThat(gone.items()).hasSize(50);
        assertThat(service.heldChanges(ROOT, Optional.of(Kind.ADDED), PageRequest.first())
                        .total())
                .isZero();
        assertThat(new WhiteListCheck(confiance, world.clock).execute().getStatus())
                .isEqualTo(Result.Status.WARN);

        fetch(Fault.WHITELIST_SHRINK);
        assertThatThrownBy(() -> service.accept(ROOT, first.figures().digest())).isInstanceOf(Conflict.class);
        String digest = service.held(ROOT).orElseThrow().figures().digest();
        assertThat(service.accept(ROOT, digest).digest()).isEqualTo(digest);

        assertThat(service.held(ROOT)).isEmpty();
        AcceptedWhiteList taken =
                service.history(ROOT, PageRequest.first()).items().getFirst();
        assertThat(taken.way()).isEqualTo(Way.CONFIRMED);
        assertThat(taken.acceptedBy()).isEqualTo("cli:root");
        assertThat(service.changes(ROOT, taken.id(), Optional.empty(), PageRequest.first())
                        .total())
                .isEqualTo(taken.figures().removed() + taken.figures().changed());
        assertThat(STORE.look("SELECT string_agg(action, ' ' ORDER BY sequence) FROM vm.audit_entry WHERE object = '"
                        + digest + "'"))
                .isEqualTo("confiance.hold confiance.accept");
        assertThat(new WhiteListCheck(confiance, world.clock).execute().getStatus())
                .isEqualTo(Result.Status.OK);
    }

    @Test
    void aRefusedListIsAskedAboutNoMore() throws Exception {
        String before = confiance.whiteList().digest();
        fetch(Fault.WHITELIST_SHRINK);
        String digest = service.held(ROOT).orElseThrow().figures().digest();
        assertThatThrownBy(() -> service.refuse(ROOT, "0".repeat(64))).isInstanceOf(Conflict.class);

        assertThat(service.refuse(ROOT, digest).refusedBy()).contains("cli:root");

        assertThatThrownBy(() -> confiance.refresh(ROOT)).hasMessageStartingWith("refused");
        assertThat(confiance.whiteList().digest()).isEqualTo(before);
        assertThat(new WhiteListCheck(confiance, world.clock).execute().getStatus())
                .isEqualTo(Result.Status.OK);
        assertThat(STORE.look("SELECT count(*) FROM vm.audit_entry WHERE action = 'confiance.refuse' AND object = '"
                        + digest + "'"))
                .isEqualTo("1");
        assertThat(service.accept(ROOT, digest).digest())
                .as("a person may change their mind")
                .isEqualTo(digest);
    }

    @Test
    void whenOurOwnEntryIsLostItIsToldUntilItIsBack() throws Exception {
        assertThat(service.own(ROOT)).extracting(OwnListing::state).containsExactly(State.UNLISTED, State.LISTED);
        assertThat(own("on").getStatus())
                .as("on the range a new domain is no trouble")
                .isEqualTo(Result.Status.OK);
        assertThat(own("off").getStatus()).isEqualTo(Result.Status.WARN);

        Instant lostAt = fetch(Fault.OWN_UNLISTED);

        OwnListing lost = service.own(ROOT).getFirst();
        assertThat(lost.domain()).isEqualTo(OWN);
        assertThat(lost.state()).isEqualTo(State.UNLISTED);
        assertThat(lost.lostAt()).contains(lostAt);
        assertThat(own("on").getStatus()).isEqualTo(Result.Status.CRITICAL);
        assertThat(own("on").toString())
                .contains("stands on the white list no more")
                .contains("1 of our domains got lost");
        fetch(Fault.OWN_UNLISTED);
        assertThat(service.own(ROOT).getFirst().lostAt())
                .as("a later list does not make it forgotten")
                .contains(lostAt);

        world.clock.forward(Duration.ofMinutes(1));
        world.list = world.lists.signed(world.clock.instant());
        confiance.refresh(ROOT);
        assertThat(service.own(ROOT).getLast().state()).isEqualTo(State.LISTED);
        assertThat(own("on").getStatus()).isEqualTo(Result.Status.OK);
    }

    @Test
    @Tag("OP-27")
    void aHospitalsOwnCertificateIsTheOneThatMustBeListed() throws Exception {
        Path clients = Files.createDirectories(folder.resolve("shown/clients"));
        Files.copy(world.range.folder().resolve("valide.crt"), clients.resolve(OWN + ".crt"));

        OwnListing other = service.own(ROOT).stream()
                .filter(one -> one.domain().equals(OWN))
                .findFirst()
                .orElseThrow();

        assertThat(other.state()).isEqualTo(State.OTHER_CERTIFICATE);
        assertThat(other.certificate()).contains("CN=mx.valide.mssante.test");
        assertThat(other.isLost()).as("the list did not change, we did").isFalse();
        assertThat(own("off").toString()).contains("listed with another certificate");
    }

    @Test
    void itIsForSuperAdministratorsAndUnknownListsAreNotFound() {
        Caller tenant = Caller.system("750000018", "t");
        assertThatThrownBy(() -> service.history(tenant, PageRequest.first())).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> service.held(tenant)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> service.accept(tenant, "x")).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> service.refuse(tenant, "x")).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> service.own(tenant)).isInstanceOf(Forbidden.class);
        for (String id : List.of("0", "x", "99999999999999999999")) {
            assertThatThrownBy(() -> service.changes(ROOT, id, Optional.empty(), PageRequest.first()))
                    .isInstanceOf(NotFound.class);
        }
    }

    private Result own(String range) {
        return new OwnListingCheck(service, config(range)).execute();
    }

    /** Publishes a list with that fault and has it fetched. */
    private Instant fetch(Fault fault) throws Exception {
        world.clock.forward(Duration.ofMinutes(1));
        world.list = world.lists.faulty(fault, world.clock.instant());
        try {
            confiance.refresh(ROOT);
        } catch (Unavailable held) {
            assertThat(held).hasMessageStartingWith("shrink");
        }
        return world.clock.instant();
    }

    private static TenancyService tenancy(String... names) {
        List<Domain> domains = List.of(names).stream()
                .map(name -> new Domain(name, name, "750000018", new Quota(1, 1), Hosting.OWN, Instant.EPOCH, 0))
                .toList();
        return (TenancyService) Proxy.newProxyInstance(
                TenancyService.class.getClassLoader(),
                new Class<?>[] {TenancyService.class},
                (proxy, method, arguments) -> new Page<>(domains, Optional.empty(), domains.size()));
    }

    private ConfianceConfig config(String range) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "range",
                range,
                "range_listUrl",
                world.listUri().toString(),
                "range_crlUrls",
                world.crlUris().get(0) + "," + world.crlUris().get(1),
                "anchors",
                anchors().toString(),
                "certificate",
                world.range.folder().resolve("operateur.crt").toString(),
                "crlFile",
                folder.resolve("crls.pem").toString(),
                "shown",
                folder.resolve("shown").toString()));
        return Configs.of(ConfianceConfig.class, all);
    }

    /** Written once: another file would be taken for other authorities. */
    private Path anchors() {
        Path file = folder.resolve("igc.pem");
        try {
            if (Files.notExists(file)) {
                Path igc = world.range.folder();
                Files.writeString(
                        file, Files.readString(igc.resolve("root.crt")) + Files.readString(igc.resolve("org-ca.crt")));
            }
            return file;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
