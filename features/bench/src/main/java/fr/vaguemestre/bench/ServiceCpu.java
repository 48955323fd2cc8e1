package fr.vaguemestre.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Processor seconds so far of each service of the node, by the name that {@code etc/services.list} gives it. Whose a process is
 * tells the supervisor above it: programs of one name serve twice, as Postfix does for us and for the foreign operator.
 *
 * @param seconds by service; {@link #CLIENT} is this program with all that it started
 */
record ServiceCpu(Map<String, Double> seconds) {
    /** The measuring client. */
    static final String CLIENT = "the measuring client";

    private static final String LOGGERS = "loggers";
    private static final String OTHERS = "others";
    private static final String SUPERVISOR = "s6-supervise";

    ServiceCpu {
        seconds = Map.copyOf(seconds);
    }

    /** As it is now. */
    static ServiceCpu now() throws IOException {
        var processes = new HashMap<Long, Stat>();
        Stat.all(Path.of("/proc")).forEach(process -> processes.put(process.id(), process));
        return of(
                processes,
                process -> Cpu.commandLine(Long.parseLong(process)),
                ProcessHandle.current().pid());
    }

    /** Of those processes, where that one measures. */
    static ServiceCpu of(Map<Long, Stat> processes, UnaryOperator<String> commandLine, long client) {
        var seconds = new HashMap<String, Double>();
        for (Stat process : processes.values()) {
            seconds.merge(service(process, processes, commandLine, client), process.seconds(), Double::sum);
        }
        return new ServiceCpu(seconds);
    }

    private static String service(
            Stat process, Map<Long, Stat> processes, UnaryOperator<String> commandLine, long client) {
        for (Stat each = process; each != null; each = processes.get(each.parent())) {
            if (each.id() == client) {
                return CLIENT;
            }
            if (each.name().equals(SUPERVISOR)) {
                String[] words = commandLine.apply(Long.toString(each.id())).split(" ", -1);
                String name = words.length > 1 ? words[1] : OTHERS;
                return name.endsWith("/log") ? LOGGERS : name;
            }
        }
        return OTHERS;
    }

    /** What each took since then, the client too; nothing less than 0, where a process ended that nobody waited for. */
    Map<String, Double> since(ServiceCpu before) {
        var taken = new TreeMap<String, Double>();
        seconds.forEach((service, now) ->
                taken.put(service, Math.max(0, now - before.seconds().getOrDefault(service, 0.0))));
        return taken;
    }

    /** What all servers together took since then. */
    double serversSince(ServiceCpu before) {
        Map<String, Double> taken = since(before);
        taken.remove(CLIENT);
        return taken.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
