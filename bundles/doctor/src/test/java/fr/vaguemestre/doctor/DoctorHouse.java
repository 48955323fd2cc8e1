package fr.vaguemestre.doctor;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.User;
import fr.vaguemestre.api.access.UserService;
import fr.vaguemestre.api.cache.Cache;
import fr.vaguemestre.api.confiance.ConfianceService;
import fr.vaguemestre.api.confiance.PeerService;
import fr.vaguemestre.api.confiance.PeerVerdict;
import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import fr.vaguemestre.api.confiance.WhiteListDomain;
import fr.vaguemestre.api.messages.Correspondent;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.webmail.NewMessage;
import fr.vaguemestre.api.webmail.SentMessage;
import fr.vaguemestre.api.webmail.WebmailService;
import fr.vaguemestre.store.TestStore;
import fr.vaguemestre.testkit.Configs;
import fr.vaguemestre.testkit.SettableClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One node: the real tables, and around the doctor a trust space, mail, accounts and a trace in memory. */
final class DoctorHouse {
    static final String PAIR = "pair.mssante.test";
    static final String BOX = "controle@ch.mssante.test";
    static final Instant NIGHT = Instant.parse("2026-11-30T02:30:00Z");

    final SettableClock clock = new SettableClock(NIGHT);
    final FindingRepository findings;
    final Examiner examiner;
    final TestMessage messages;
    final NightJob night;
    final PeerDoctor doctor;

    /** What a look ends with, by domain; who is not here is not listed. */
    final Map<String, Cause> peers = new ConcurrentHashMap<>();

    final List<Correspondent> most = new ArrayList<>();
    final List<String> forgotten = new ArrayList<>();
    final List<NewMessage> sent = new ArrayList<>();
    final List<TraceEntry> steps = new ArrayList<>();
    final List<Caller> writers = new ArrayList<>();
    volatile boolean echoAnswers = true;

    DoctorHouse(TestStore node, Map<String, ?> settings) {
        var config = Configs.of(DoctorConfig.class, settings);
        var cache = new Counts();
        findings = new FindingRepository(node.work(), node.factory("doctor"));
        messages = new TestMessage(cache, config);
        messages.webmails = List.of(webmail());
        messages.accounts = List.of(accounts());
        messages.traces = List.of(trace());
        examiner = new Examiner(confiance(), peers(), messages, cache);
        night = new NightJob(examiner, findings, clock, config, false);
        night.traces = List.of(trace());
        doctor = new PeerDoctor(examiner, night, findings, cache, config);
    }

    private PeerService peers() {
        return new PeerService() {
            @Override
            public PeerVerdict check(String domain, Duration atMost) {
                Cause cause = peers.getOrDefault(domain, Cause.DOMAIN_UNLISTED);
                return new PeerVerdict(domain, cause, "seen " + cause.word(), List.of(), clock.instant());
            }

            @Override
            public void forget(String domain) {
                forgotten.add(domain);
            }
        };
    }

    private ConfianceService confiance() {
        return fake(ConfianceService.class, Map.of("domain", arguments -> {
            String domain = (String) arguments[0];
            if (!peers.containsKey(domain)) {
                throw new NotFound("confiance.domain-unlisted", domain);
            }
            return new WhiteListDomain(domain, List.of("Pair"), List.of("CN=mx." + domain));
        }));
    }

    private WebmailService webmail() {
        return fake(
                WebmailService.class,
                Map.of(
                        "send",
                        arguments -> {
                            writers.add((Caller) arguments[0]);
                            sent.add((NewMessage) arguments[2]);
                            return new SentMessage("<1@ch.mssante.test>", "Q1");
                        },
                        "list",
                        arguments -> new Page<>(List.of(), Optional.empty(), echoAnswers ? 1 : 0)));
    }

    private UserService accounts() {
        var user = new User(
                "u-1",
                BOX,
                Optional.of("750000001"),
                Set.of(Role.USER),
                Set.of(),
                Set.of(BOX),
                Optional.empty(),
                true,
                NIGHT);
        return fake(UserService.class, Map.of("list", arguments -> new Page<>(List.of(user), Optional.empty(), 1)));
    }

    private TraceService trace() {
        return fake(
                TraceService.class,
                Map.of(
                        "search",
                        arguments -> new Page<>(steps, Optional.empty(), steps.size()),
                        "correspondents",
                        arguments -> List.copyOf(most)));
    }

    private interface Act {
        Object with(Object[] arguments);
    }

    private static <S> S fake(Class<S> service, Map<String, Act> acts) {
        return service.cast(Proxy.newProxyInstance(
                service.getClassLoader(), new Class<?>[] {service}, (self, method, arguments) -> {
                    Act act = acts.get(method.getName());
                    if (act == null) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return act.with(arguments);
                }));
    }

    /** A cache whose values live for ever. */
    private static final class Counts implements Cache {
        private final Map<String, Long> counts = new ConcurrentHashMap<>();

        @Override
        public Optional<String> get(String key) {
            return Optional.empty();
        }

        @Override
        public void put(String key, String value, Duration life) {}

        @Override
        public void remove(String key) {}

        @Override
        public long increment(String key, Duration life) {
            return counts.merge(key, 1L, Long::sum);
        }

        @Override
        public boolean shared() {
            return true;
        }
    }
}
