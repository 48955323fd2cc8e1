package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.Verdict.Cause;
import fr.vaguemestre.range.RangeLeaf;
import fr.vaguemestre.testkit.Await;
import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list that nobody confirms: mail flows on it for as long as the operator allows. */
@Tag("OP-23")
class StaleListTest {
    private static final String SENDER = "quelquun@valide.mssante.test";
    private static final Duration STOP = Duration.ofDays(2);

    @TempDir
    private Path folder;

    @Test
    void mailWaitsOnceTheListIsStalerThanIsSetAndFlowsOnceItIsConfirmed() throws Exception {
        try (var space = new TestSpace()) {
            space.list = space.lists.signed(space.clock.instant());
            space.crls = space.range.crls(Set.of(), space.clock.instant().minusSeconds(1), STOP.multipliedBy(3));
            var confiance = new SignedListConfiance(space.clock, new MemoryLists(), config(space));
            var check = new WhiteListCheck(confiance, space.clock);
            try {
                var shown = Optional.of(space.certificate(RangeLeaf.VALIDE));
                Await.until("the list is in force", 30, () -> confiance
                        .judge(shown, SENDER)
                        .allowed());
                space.status = 500;

                space.clock.forward(STOP);
                assertThat(confiance.judge(shown, SENDER).allowed()).isTrue();
                assertThat(check.execute().getStatus()).isEqualTo(Result.Status.WARN);

                space.clock.forward(Duration.ofSeconds(1));
                assertThat(confiance.judge(shown, SENDER).cause()).isEqualTo(Cause.NO_WHITE_LIST);
                assertThat(confiance.decisive().list()).isEmpty();
                assertThat(check.execute().getStatus()).isEqualTo(Result.Status.CRITICAL);
                assertThat(confiance.whiteList().domains())
                        .as("what is shown stays")
                        .isPositive();

                space.status = 200;
                confiance.refresh(Caller.operator("test", "test"));
                assertThat(confiance.judge(shown, SENDER).allowed()).isTrue();
                assertThat(check.execute().getStatus()).isEqualTo(Result.Status.OK);
            } finally {
                confiance.stop();
            }
        }
    }

    private ConfianceConfig config(TestSpace space) throws IOException {
        Path anchors = folder.resolve("igc.pem");
        Files.writeString(
                anchors,
                Files.readString(space.range.folder().resolve("root.crt"))
                        + Files.readString(space.range.folder().resolve("org-ca.crt")));
        return Configs.of(
                ConfianceConfig.class,
                Map.of(
                        "range", "on",
                        "range_listUrl", space.listUri().toString(),
                        "range_crlUrls",
                                space.crlUris().get(0) + "," + space.crlUris().get(1),
                        "anchors", anchors.toString(),
                        "staleStopHours", (int) STOP.toHours(),
                        "certificate", folder.resolve("none").toString(),
                        "crlFile", folder.resolve("crls.pem").toString()));
    }
}
