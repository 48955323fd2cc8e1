package fr.vaguemestre.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Processor seconds so far of the threads of Karaf's process, by what they are for. */
final class KarafThreads {
    private KarafThreads() {}

    /** As it is now. */
    static Map<String, Double> now() throws IOException {
        var seconds = new TreeMap<String, Double>();
        for (Stat thread : Stat.all(Path.of("/proc", Long.toString(Processes.id(Processes.KARAF)), "task"))) {
            seconds.merge(kind(thread.name()), thread.own(), Double::sum);
        }
        return seconds;
    }

    /** What a thread of that name is for; the kernel keeps the first 15 characters of it. */
    static String kind(String name) {
        if (name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler")) {
            return "compilers of the JVM";
        }
        if (name.equals("VM Thread") || name.startsWith("GC Thread") || name.startsWith("G1 ")) {
            return "collection of garbage";
        }
        return name.startsWith("JFR ") ? "the recording itself" : "Java";
    }
}
