package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.testkit.Configs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    @Test
    void theRangeIsAskedWhereItIsOnAndNobodyWhereNothingIsSaid() throws Exception {
        try (var space = new TestSpace()) {
            assertThat(Surroundings.of(config(Map.of("range", "on")), space.igc, List.of())
                            .list())
                    .hasValueSatisfying(uri -> assertThat(uri).hasHost("localhost"));
            assertThat(Surroundings.of(config(Map.of("range", "on")), space.igc, List.of())
                            .crls())
                    .hasSize(2);
            var silent = Surroundings.of(
                    config(Map.of("listUrl", "https://espace.example/liste.xml")), space.igc, List.of());
            assertThat(silent.list()).isEmpty();
            assertThat(silent.crls()).isEqualTo(List.of());
        }
    }

    @Test
    @Tag("OP-76")
    void aNodeInServiceRefusesWhatBelongsToARange() throws Exception {
        try (var space = new TestSpace()) {
            assertThatThrownBy(() -> Surroundings.of(config(Map.of("range", "off")), space.igc, List.of()))
                    .hasMessageContaining("does not trust")
                    .hasMessageContaining("TEST AC RACINE");
            assertThatThrownBy(() -> Surroundings.of(
                            config(Map.of("range", "off", "listUrl", "https://liste.mssante.test/x")),
                            space.igc,
                            List.of()))
                    .hasMessageContaining(".test");
        }
    }

    private static ConfianceConfig config(Map<String, String> settings) {
        return Configs.of(ConfianceConfig.class, settings);
    }
}
