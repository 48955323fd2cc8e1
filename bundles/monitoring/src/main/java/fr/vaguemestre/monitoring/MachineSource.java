package fr.vaguemestre.monitoring;

import fr.vaguemestre.api.monitoring.Meters;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The figures of this JVM, its bundles and its machine. */
@Component(configurationPid = "fr.vaguemestre.monitoring", service = MachineSource.class, immediate = true)
public final class MachineSource {
    private static final Path PROCESS = Path.of("/proc/self/status");

    /** Adds its gauges to the meters. */
    @Activate
    public MachineSource(@Reference Meters meters, MonitoringConfig config, BundleContext framework) {
        jvm(meters);
        process(meters);
        Path state = Path.of(config.state());
        meters.gauge("vaguemestre_disk_free_bytes", "Free space where the state is kept", () -> free(state));
        meters.gauge("vaguemestre_bundles", "Bundles installed", () -> framework.getBundles().length);
        meters.gauge("vaguemestre_bundles_inactive", "Bundles that should run and do not", () -> Arrays.stream(
                        framework.getBundles())
                .filter(MachineSource::isDown)
                .count());
    }

    private static void jvm(Meters meters) {
        var memory = ManagementFactory.getMemoryMXBean();
        var threads = ManagementFactory.getThreadMXBean();
        var collectors = ManagementFactory.getGarbageCollectorMXBeans();
        meters.gauge("jvm_memory_heap_used_bytes", "Heap in use", () -> memory.getHeapMemoryUsage()
                .getUsed());
        meters.gauge("jvm_memory_heap_max_bytes", "Largest heap", () -> memory.getHeapMemoryUsage()
                .getMax());
        meters.gauge(
                "jvm_memory_nonheap_used_bytes", "Memory in use beside the heap", () -> memory.getNonHeapMemoryUsage()
                        .getUsed());
        meters.gauge("jvm_threads", "Live threads", threads::getThreadCount);
        meters.gauge(
                "jvm_gc_seconds",
                "Time spent collecting garbage since start",
                () -> collectors.stream()
                                .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                                .sum()
                        / 1000.0);
        meters.gauge("jvm_gc_runs", "Garbage collections since start", () -> collectors.stream()
                .mapToLong(collector -> Math.max(0, collector.getCollectionCount()))
                .sum());
        meters.gauge("jvm_classes", "Classes loaded", ManagementFactory.getClassLoadingMXBean()::getLoadedClassCount);
    }

    private static void process(Meters meters) {
        meters.gauge(
                "process_uptime_seconds",
                "Time since the JVM started",
                () -> ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
        meters.gauge(
                "process_cpu_seconds",
                "Processor time used since start",
                () -> ProcessHandle.current()
                                .info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toMillis()
                        / 1000.0);
        meters.gauge("process_resident_memory_bytes", "Resident memory of the JVM", MachineSource::resident);
        meters.gauge(
                "machine_load",
                "Load average over one minute",
                ManagementFactory.getOperatingSystemMXBean()::getSystemLoadAverage);
    }

    private static boolean isDown(Bundle bundle) {
        boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
        int state = bundle.getState();
        return !fragment && state != Bundle.ACTIVE && state != Bundle.STARTING;
    }

    private static double resident() {
        try (var lines = Files.lines(PROCESS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static double free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
