package fr.vaguemestre.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A parser that fails for a word within its input; a program, because one run of Java fuzzes one test. */
public final class BadParser {
    @DictionaryEntries({"size=", "name="})
    @FuzzTest(maxDuration = "2m")
    void read(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        if (text.contains("name=") && text.endsWith("size=")) {
            throw new IllegalArgumentException("nobody expects a size here");
        }
    }

    /** Exit status 1 where the test failed. */
    public static void main(String[] arguments) {
        var summary = new SummaryGeneratingListener();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(BadParser.class))
                .build();
        LauncherFactory.create().execute(request, summary);
        System.exit(summary.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
    }
}
