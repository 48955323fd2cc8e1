package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.confiance.Verdict.Cause;
import fr.vaguemestre.range.RangeIgc;
import fr.vaguemestre.range.RangeLeaf;
import fr.vaguemestre.testkit.Await;
import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The authorities come and go while the trust space is in use. */
class AnchorsChangeTest {
    private static final String SENDER = "quelquun@valide.mssante.test";

    @TempDir
    private Path folder;

    @Test
    void authoritiesCountFromTheMomentTheirFileIsReplaced() throws Exception {
        try (var space = new TestSpace()) {
            space.list = space.lists.signed(space.clock.instant());
            Path anchors = folder.resolve("igc.pem");
            Files.writeString(anchors, NotSetUpTest.OWN);
            var confiance = new SignedListConfiance(space.clock, new MemoryLists(), config(space, anchors));
            try {
                var shown = Optional.of(space.certificate(RangeLeaf.VALIDE));
                assertThat(confiance.judge(shown, SENDER).allowed()).isFalse();

                replace(anchors, space.range);
                Await.until("the list is verified by the new authorities", 30, () -> confiance
                        .judge(shown, SENDER)
                        .allowed());
                assertThat(confiance.igc().authorities()).hasSize(2);

                Files.writeString(folder.resolve("foreign"), NotSetUpTest.OWN);
                Files.move(folder.resolve("foreign"), anchors, StandardCopyOption.REPLACE_EXISTING);
                Await.until("nobody is trusted any more", 30, () -> !confiance
                        .judge(shown, SENDER)
                        .allowed());
                assertThat(confiance.judge(shown, SENDER).cause()).isEqualTo(Cause.NO_WHITE_LIST);
            } finally {
                confiance.stop();
            }
        }
    }

    private void replace(Path anchors, RangeIgc range) throws IOException {
        Path draft = folder.resolve("draft");
        Files.writeString(
                draft,
                Files.readString(range.folder().resolve("root.crt"))
                        + Files.readString(range.folder().resolve("org-ca.crt")));
        Files.move(draft, anchors, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private ConfianceConfig config(TestSpace space, Path anchors) {
        return Configs.of(
                ConfianceConfig.class,
                Map.of(
                        "range", "on",
                        "range_listUrl", space.listUri().toString(),
                        "range_crlUrls",
                                space.crlUris().get(0) + "," + space.crlUris().get(1),
                        "anchors", anchors.toString(),
                        "certificate", folder.resolve("none").toString(),
                        "crlFile", folder.resolve("crls.pem").toString()));
    }
}
