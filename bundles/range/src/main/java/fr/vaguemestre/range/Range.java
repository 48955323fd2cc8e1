package fr.vaguemestre.range;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The program: {@code java -jar range.jar VERB …}; each server is a process of its own that ends at TERM. */
public final class Range {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final RangeConfig config;
    private final Clock clock;
    private final PrintStream out;

    Range(RangeConfig config, Clock clock, PrintStream out) {
        this.config = config;
        this.clock = clock;
        this.out = out;
    }

    /** Runs one verb; the exit status is 0, 1 (it failed, one line on stderr says why) or 2 (wrong usage). */
    public static void main(String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        try {
            var range = new Range(RangeConfig.of(System.getenv()), Clock.systemUTC(), out);
            int status = range.run(List.of(arguments));
            if (status >= OK) {
                System.exit(status);
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failed) {
            System.err.println("range: " + failed.getMessage());
            System.exit(FAILED);
        }
    }

    /** The exit status, or -1 when a server was started and the process must live on. */
    int run(List<String> arguments) throws IOException, GeneralSecurityException {
        String verb = arguments.isEmpty() ? "help" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        return switch (verb) {
            case "init" -> init(rest);
            case "igc" -> igc();
            case "whitelist" -> whiteList();
            case "whitelist-files" -> whiteListFiles(rest);
            case "indicators" -> indicators();
            case "annuaire" -> directory();
            case "annuaire-file" -> extraction(rest);
            case "wallet" -> wallet();
            case "dns" -> dns();
            case "peers" -> peers();
            case "fault" -> fault(rest);
            case "send" -> send(rest);
            case "help", "--help", "-h" -> help(OK);
            default -> help(USAGE);
        };
    }

    private int init(List<String> arguments) throws IOException, GeneralSecurityException {
        Path folder = arguments.isEmpty() ? config.igc() : Path.of(arguments.getFirst());
        boolean there = Files.exists(folder.resolve("range.properties"));
        var igc = RangeIgc.make(folder, config.publication(), config.suffix(), clock);
        log("init")
                .say((there ? "found " : "made ") + folder + ", " + igc.root().getSubjectX500Principal());
        if (!igc.publication().equals(config.publication()) || !igc.suffix().equals(config.suffix())) {
            log("init")
                    .say("was made for " + igc.publication() + " and " + igc.suffix()
                            + "; remove the folder to have it made for " + config.publication() + " and "
                            + config.suffix());
        }
        return OK;
    }

    private int igc() throws IOException, GeneralSecurityException {
        var igc = RangeIgc.open(config.igc());
        new IgcServer(igc, config.faults(), config.igcPort(), config.crlLife(), clock, log("igc")).start();
        return -1;
    }

    private int whiteList() throws IOException, GeneralSecurityException {
        var igc = RangeIgc.open(config.igc());
        Path date = config.home().resolve("whitelist.date");
        new WhiteListServer(igc, config.faults(), date, config.whiteListPort(), clock, log("whitelist")).start();
        return -1;
    }

    private int whiteListFiles(List<String> arguments) throws IOException, GeneralSecurityException {
        if (arguments.isEmpty()) {
            return help(USAGE);
        }
        Path folder = Files.createDirectories(Path.of(arguments.getFirst()));
        var list = new RangeWhiteList(RangeIgc.open(config.igc()));
        Files.write(folder.resolve("listeblanchemssante.xml"), list.signed(clock.instant()));
        for (Fault fault : Fault.listVariants()) {
            Files.write(folder.resolve(fault.label() + ".xml"), list.faulty(fault, clock.instant()));
        }
        return OK;
    }

    private int indicators() throws IOException, GeneralSecurityException {
        var igc = RangeIgc.open(config.igc());
        Path folder = config.home().resolve("indicators");
        new IndicatorsServer(igc, config.faults(), folder, config.indicatorsPort(), clock, log("indicators")).start();
        return -1;
    }

    private int directory() throws IOException, GeneralSecurityException {
        var igc = RangeIgc.open(config.igc());
        Path home = config.home().resolve("annuaire");
        new DirectoryServer(igc, config.faults(), home, config.directoryPort(), clock, log("annuaire")).start();
        return -1;
    }

    private int extraction(List<String> arguments) throws IOException {
        if (arguments.size() != 2 || !arguments.getFirst().matches("\\d{1,7}")) {
            return help(USAGE);
        }
        Path file = Path.of(arguments.getLast());
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try (var out = Files.newOutputStream(draft)) {
            new ExtractionMaker(config.suffix())
                    .write(out, Integer.parseInt(arguments.getFirst()), List.of(), clock.instant());
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return OK;
    }

    private int wallet() throws IOException, GeneralSecurityException {
        new WalletServer(RangeIgc.open(config.igc()), config, log("wallet")).start();
        return -1;
    }

    private int dns() throws IOException {
        var queries = new QueryLog(config.home().resolve("dns-queries.log"), clock);
        new DnsServer(config, queries, log("dns")).start();
        return -1;
    }

    private int peers() throws IOException, GeneralSecurityException {
        var unused = new Peers(RangeIgc.open(config.igc()), config, clock, log("peers"));
        return -1;
    }

    private int send(List<String> arguments) throws IOException, GeneralSecurityException {
        var send = new Send(SendOptions.of(arguments, config), RangeIgc.open(config.igc()));
        boolean accepted = send.run();
        send.write(out);
        return accepted ? OK : FAILED;
    }

    private int fault(List<String> arguments) throws IOException {
        if (arguments.isEmpty() || arguments.equals(List.of("list"))) {
            var on = config.faults().on();
            for (Fault fault : Fault.values()) {
                out.printf("%-24s %-3s  %s%n", fault.label(), on.contains(fault) ? "on" : "off", fault.effect());
            }
            return OK;
        }
        var state = Map.of("on", true, "off", false).get(arguments.getLast());
        if (arguments.size() != 2 || state == null) {
            return help(USAGE);
        }
        var fault = Fault.byLabel(arguments.getFirst())
                .orElseThrow(() -> new IllegalArgumentException(
                        "no fault named " + arguments.getFirst() + "; `fault list` names them"));
        config.faults().set(fault, state);
        return OK;
    }

    private int help(int status) throws IOException {
        try (var usage = Range.class.getResourceAsStream("usage.txt")) {
            if (usage != null) {
                usage.transferTo(out);
            }
        }
        return status;
    }

    private EventLog log(String part) {
        return new EventLog(out, clock, part);
    }
}
