package fr.vaguemestre.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceCpuTest {
    private static final Map<String, String> COMMANDS =
            Map.of("10", "s6-supervise postfix ", "20", "s6-supervise peer ", "30", "s6-supervise postfix/log ");

    @Test
    void aProgramCountsForTheServiceWhoseSupervisorIsAboveIt() {
        ServiceCpu before = cpu(1, 2);
        ServiceCpu after = cpu(4, 7);
        assertThat(before.seconds())
                .containsEntry("postfix", 1.0)
                .containsEntry("peer", 2.0)
                .containsEntry("loggers", 0.25)
                .containsEntry(ServiceCpu.CLIENT, 0.5)
                .containsEntry("others", 9.0);
        assertThat(after.since(before)).containsEntry("postfix", 3.0).containsEntry("peer", 5.0);
        assertThat(after.serversSince(before)).isEqualTo(8.0);
    }

    @Test
    void aNameMayHoldBlanksAndBrackets() {
        Stat stat = Stat.parsed("7 (C2 Compile) (x) S 3 7 7 0 -1 4194560 1 2 3 4 150 50 25 75 20 0 1 0 99");
        assertThat(stat.name()).isEqualTo("C2 Compile) (x");
        assertThat(stat.parent()).isEqualTo(3);
        assertThat(stat.own()).isEqualTo(2.0, within(1e-9));
        assertThat(stat.seconds()).isEqualTo(3.0, within(1e-9));
    }

    private static ServiceCpu cpu(double ours, double peers) {
        var processes = new HashMap<Long, Stat>();
        put(processes, 1, "s6-svscan", 0, 9);
        put(processes, 10, "s6-supervise", 1, 0);
        put(processes, 11, "master", 10, 0);
        put(processes, 12, "smtpd", 11, ours);
        put(processes, 20, "s6-supervise", 1, 0);
        put(processes, 21, "smtpd", 20, peers);
        put(processes, 30, "s6-supervise", 1, 0);
        put(processes, 31, "s6-log", 30, 0.25);
        put(processes, 40, "java", 0, 0);
        put(processes, 41, "doveadm", 40, 0.5);
        return ServiceCpu.of(processes, process -> COMMANDS.getOrDefault(process, ""), 40);
    }

    private static void put(Map<Long, Stat> processes, long id, String name, long parent, double seconds) {
        processes.put(id, new Stat(id, name, parent, seconds, 0));
    }
}
