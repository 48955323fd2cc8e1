package fr.vaguemestre.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What the browser gets holds nothing that must be paid for, and nothing that calls its maker. */
class FreeComponentsTest {
    private static final Path BUNDLE = Path.of("src/main/bundles/prod.bundle");
    private static final List<String> COMMERCIAL = List.of(
            "vaadin-grid-pro",
            "vaadin-crud",
            "vaadin-board",
            "vaadin-dashboard",
            "vaadin-chart",
            "vaadin-spreadsheet",
            "vaadin-rich-text-editor",
            "vaadin-cookie-consent",
            "vaadin-map",
            "vaadin-license-checker");

    @Test
    void theFrontEndDefinesFreeComponentsOnly() throws IOException {
        String code = scripts();
        assertThat(code).contains("vaadin-grid", "vaadin-app-layout");
        for (String element : COMMERCIAL) {
            assertThat(code)
                    .as(element)
                    .doesNotContain('"' + element + '"', '\'' + element + '\'', '`' + element + '`');
        }
    }

    @Test
    void theFrontEndHasNoUsageStatistics() throws IOException {
        assertThat(scripts()).doesNotContain("tools.vaadin.com", "usage-stats", "cdn.vaadin.com/vaadin");
    }

    @Test
    void noCommercialJarIsEmbedded() throws IOException {
        try (var jars = Files.list(Path.of("target/classes/lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .isNotEmpty()
                    .noneMatch(
                            jar -> jar.matches(
                                    "(vaadin-(grid-pro|crud|board|dashboard|charts|spreadsheet|rich-text-editor|cookie-consent|map|"
                                            + "confirm-dialog-pro|core-[0-9]|testbench)|collaboration-engine|license-checker).*"));
        }
    }

    private static String scripts() throws IOException {
        var code = new StringBuilder();
        try (var zip = new ZipFile(BUNDLE.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".js")) {
                    code.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return code.toString();
    }
}
