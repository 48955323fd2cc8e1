package fr.vaguemestre.testkit.reference;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every figure that Prometheus gets from our own bundles. */
final class MetricsPage {
    private static final Map<String, String> KINDS =
            Map.of("counter", "counter, only grows", "timer", "histogram", "gauge", "gauge");

    private final Code code;
    private final Constants constants;

    MetricsPage(Code code) {
        this.code = code;
        this.constants = new Constants(code);
    }

    String write() {
        var rows = new TreeMap<String, String>();
        for (Code.Type type : code.types()) {
            for (Calls.Call call : Calls.of(type, List.of("counter", "timer", "gauge"))) {
                constants
                        .text(call.argument(0), type)
                        .filter(name -> name.startsWith("vaguemestre_"))
                        .ifPresent(name -> rows.put(name, row(call, type, name)));
            }
        }
        return """
                # Metrics

                Karaf offers these to a Prometheus of the same machine at `http://127.0.0.1:PORT/metrics` (`VM_PORT_METRICS`, [ports](ports.md)),
                beside the JVM's own (`jvm_…`, `process_…`). Dovecot offers its own at `VM_PORT_DOVECOT_STATS`. A gauge is `NaN` while what it tells of
                cannot be asked. No label names a person.

                """
                + Text.head("name", "kind", "unit", "labels", "what")
                + String.join("", rows.values());
    }

    private String row(Calls.Call call, Code.Type type, String name) {
        String labels = call.name().equals("gauge")
                ? ""
                : call.tree().getArguments().stream()
                        .skip(2)
                        .map(label ->
                                constants.text(label, type).map(Text::code).orElse(""))
                        .collect(Collectors.joining(" "));
        return Text.row(List.of(
                Text.code(name),
                KINDS.getOrDefault(call.name(), ""),
                unit(name),
                labels,
                constants.text(call.argument(1), type).orElse("").replaceAll("\\.$", "")));
    }

    private static String unit(String name) {
        return name.contains("_seconds") ? "seconds" : name.contains("_bytes") ? "bytes" : "number";
    }
}
