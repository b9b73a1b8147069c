package io.jenkins.plugins.istioimages.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.bench.data.ArchiveForm;
import io.jenkins.plugins.istioimages.bench.data.ImageSet;
import io.jenkins.plugins.istioimages.bench.scenario.Names;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void byDefaultEverythingIsMeasuredOnTheFullSet() {
        Settings settings = Settings.from(Map.of());
        assertThat(settings.rounds()).isEqualTo(3);
        assertThat(settings.data().set()).isEqualTo(ImageSet.FULL);
        assertThat(settings.data().form()).isEqualTo(ArchiveForm.TAR);
        assertThat(settings.scenarios()).containsExactlyInAnyOrderElementsOf(Names.ALL);
        assertThat(settings.contenders()).accepts("ours", "skopeo", "floor");
        assertThat(settings.ours()).containsExactly("bin/istio-images");
    }

    @Test
    void theEnvironmentNarrowsIt() {
        Settings settings = Settings.from(Map.of(
                "ROUNDS", "5",
                "SET", "small",
                "SCENARIOS", "warm, assemble",
                "CONTENDERS", "ours,skopeo",
                "ARCHIVES", "tar.gz",
                "STORAGE", "/dev/shm"));
        assertThat(settings.rounds()).isEqualTo(5);
        assertThat(settings.data().set()).isEqualTo(ImageSet.SMALL);
        assertThat(settings.data().form()).isEqualTo(ArchiveForm.TAR_GZ);
        assertThat(settings.scenarios()).containsExactlyInAnyOrder("warm", "assemble");
        assertThat(settings.contenders()).accepts("ours", "skopeo").rejects("jib-core");
        assertThat(settings.storage()).isEqualTo(Path.of("/dev/shm"));
    }

    @Test
    void theCompressorScenariosBringThePeersTheyAreHeldAgainst() {
        assertThat(Settings.from(Map.of("SCENARIOS", "cold_jdk")).scenarios())
                .containsExactlyInAnyOrder("cold_jdk", "cold_gzip");
    }

    @ParameterizedTest
    @CsvSource({"ROUNDS, many", "SET, medium", "SCENARIOS, hot", "ARCHIVES, zip", "SCALE, 0"})
    void whatMakesNoSenseIsRefused(String name, String value) {
        assertThatThrownBy(() -> Settings.from(Map.of(name, value)))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining(name.equals("SCALE") ? "scale" : name.equals("SCENARIOS") ? "hot" : name);
    }
}
