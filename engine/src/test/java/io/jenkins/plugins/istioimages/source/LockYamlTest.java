package io.jenkins.plugins.istioimages.source;

import static io.jenkins.plugins.istioimages.source.Manifests.dep;
import static io.jenkins.plugins.istioimages.source.Manifests.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.Dependency;
import io.jenkins.plugins.istioimages.manifest.InvalidFileException;
import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockYamlTest {
    private static final String SHA = "86c9f01fd73a86c9f01fd73a86c9f01fd73a86c9";
    private static final Instant TIME = Instant.parse("2022-10-04T22:58:39Z");

    @TempDir
    Path temp;

    @Test
    void aLockIsReadAsItWasWritten() {
        Lock lock = lock();

        String text = LockYaml.write(manifest(), lock);

        assertThat(read(text)).isEqualTo(lock);
        assertThat(LockYaml.write(manifest(), read(text))).isEqualTo(text);
    }

    @Test
    void aLockIsAManifestWithEveryDependencyAtItsCommit() {
        ReleaseManifest again = ManifestReader.read("lock.yaml", bytes(LockYaml.write(manifest(), lock())))
                .manifest();

        Dependency istio = again.dependencies().get("istio");
        assertThat(istio.git()).contains("https://github.com/istio/istio");
        assertThat(istio.branch()).contains("release-1.14");
        assertThat(istio.sha()).contains(SHA);
        assertThat(istio.auto()).isEmpty();
        Dependency api = again.dependencies().get("api");
        assertThat(api.localpath()).isEmpty();
        assertThat(api.goversionenabled()).isTrue();
        assertThat(again.version()).isEqualTo("1.14.5");
        assertThat(again.architectures()).isEqualTo(manifest().architectures());
    }

    @Test
    void aLocalPathWithBlanksComesBack() {
        Map<String, ResolvedSource> sources = new LinkedHashMap<>(lock().sources());
        sources.put("istio", source("istio", "/home/a b/istio", Optional.empty(), false));
        Lock lock = new Lock("1.14.5", sources);

        assertThat(read(LockYaml.write(manifest(), lock))).isEqualTo(lock);
    }

    @Test
    void whatIsMissingIsToldWithItsPlace() {
        String text = LockYaml.write(manifest(), lock());

        assertThatThrownBy(() -> read(text.replace("sha: " + SHA + "\n", "\n")))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("lock.yaml:");
        assertThatThrownBy(() -> read(text.substring(0, text.indexOf("resolved:"))))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("resolved is missing");
        assertThatThrownBy(() -> read(text.replace(TIME.toString(), "yesterday")))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("lock.yaml:")
                .hasMessageContaining("yesterday");
        assertThatThrownBy(() -> read(text.replace("dirty:", "dirti:")))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("did you mean 'dirty'?");
    }

    @Test
    void aFileThatCannotBeReadIsAnInputError() throws Exception {
        Path large = temp.resolve("large.yaml");
        Files.write(large, new byte[(1 << 20) + 1]);

        assertThatThrownBy(() -> LockYaml.read(temp.resolve("none.yaml"))).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> LockYaml.read(large)).isInstanceOf(InputException.class);
    }

    @Property(tries = 200)
    void nothingButInputErrorsEscapes(@ForAll String text) {
        try {
            assertThat(read(text)).isNotNull();
        } catch (InputException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static ReleaseManifest manifest() {
        return release(
                "1.14.5",
                dep("istio")
                        .git("https://github.com/istio/istio")
                        .branch("release-1.14")
                        .get(),
                dep("api").localpath("../api").get());
    }

    private static Lock lock() {
        Map<String, ResolvedSource> sources = new LinkedHashMap<>();
        sources.put("istio", source("istio", "https://github.com/istio/istio", Optional.of("release-1.14"), false));
        sources.put("api", source("api", "/src/api", Optional.empty(), true));
        return new Lock("1.14.5", sources);
    }

    private static ResolvedSource source(String name, String git, Optional<String> branch, boolean dirty) {
        return new ResolvedSource(name, git, branch, SHA, "tip of \"it\": # yes", name.equals("api"), TIME, dirty);
    }

    private static Lock read(String text) {
        return LockYaml.read("lock.yaml", bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
