package fr.vaguemestre.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which library or room a stack of calls belongs to: that of the innermost call that is not the JDK's own. */
final class Layers {
    private static final String OWN = "fr.vaguemestre.";
    private static final String REST = "the JDK alone";
    private static final List<Map.Entry<String, String>> PREFIXES = List.of(
            Map.entry("org.apache.cxf.", "CXF"),
            Map.entry("com.fasterxml.jackson.", "Jackson"),
            Map.entry("org.eclipse.persistence.", "EclipseLink"),
            Map.entry("org.postgresql.", "JDBC and its pool"),
            Map.entry("com.zaxxer.hikari.", "JDBC and its pool"),
            Map.entry("org.eclipse.jetty.", "Jetty"),
            Map.entry("org.ops4j.pax.web.", "Jetty"),
            Map.entry("org.ops4j.pax.logging.", "logging"),
            Map.entry("org.apache.logging.", "logging"),
            Map.entry("org.slf4j.", "logging"),
            Map.entry("com.sun.mail.", "the mail library"),
            Map.entry("javax.mail.", "the mail library"),
            Map.entry("sun.security.", "TLS and signatures"),
            Map.entry("com.sun.crypto.", "TLS and signatures"),
            Map.entry("javax.crypto.", "TLS and signatures"),
            Map.entry("com.nimbusds.", "TLS and signatures"),
            Map.entry("org.bouncycastle.", "TLS and signatures"),
            Map.entry("org.apache.felix.", "OSGi"),
            Map.entry("org.apache.karaf.", "OSGi"),
            Map.entry("com.vaadin.", "Vaadin"));

    private Layers() {}

    /** Of a stack of names of classes, the innermost first. */
    static String of(List<String> classes) {
        return classes.stream()
                .flatMap(name -> layer(name).stream())
                .findFirst()
                .orElse(REST);
    }

    private static Optional<String> layer(String name) {
        if (name.startsWith(OWN)) {
            int end = name.indexOf('.', OWN.length());
            return Optional.of(end < 0 ? name : name.substring(0, end));
        }
        return PREFIXES.stream()
                .filter(prefix -> name.startsWith(prefix.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
