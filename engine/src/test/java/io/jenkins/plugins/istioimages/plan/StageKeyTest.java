package io.jenkins.plugins.istioimages.plan;

import static io.jenkins.plugins.istioimages.plan.Fixtures.OTHER_SHA;
import static io.jenkins.plugins.istioimages.plan.Fixtures.SHA;
import static io.jenkins.plugins.istioimages.plan.Fixtures.lock;
import static io.jenkins.plugins.istioimages.plan.Fixtures.manifest;
import static io.jenkins.plugins.istioimages.plan.Fixtures.options;
import static io.jenkins.plugins.istioimages.plan.Fixtures.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes a key, and what does not. */
class StageKeyTest {
    @TempDir
    Path dir;

    private IstioTree tree;
    private Digest key;

    @BeforeEach
    void key() {
        tree = Fixtures.tree(dir);
        key = amd64(manifest(), lock("istio"), options());
    }

    @Test
    void equalInputsHaveEqualKeys() {
        assertThat(amd64(manifest(), lock("istio"), options())).isEqualTo(key);
    }

    @Test
    void theKeyIsFixedByItsFormat() {
        // When this fails on purpose, results made before are not found again: raise StageKey.FORMAT.
        assertThat(key.shortHex()).isEqualTo("358af9fcf147");
    }

    @Test
    void eachPlatformHasItsOwn() {
        Plan plan = new Planner().plan(manifest(), lock("istio"), options().build(), tree);
        assertThat(plan.stages()).extracting(Stage::key).doesNotHaveDuplicates();
    }

    @Test
    void aCommitChangesIt() {
        assertThat(amd64(manifest(), lock(source("istio", OTHER_SHA, false)), options()))
                .isNotEqualTo(key);
    }

    @Test
    void aCommitTimeChangesIt() {
        ResolvedSource later = new ResolvedSource(
                "istio", "x", Optional.empty(), SHA, "x", false, Instant.parse("2023-01-01T00:00:00Z"), false);
        assertThat(amd64(manifest(), lock(later), options())).isNotEqualTo(key);
    }

    @Test
    void theVersionChangesIt() {
        assertThat(amd64(
                        manifest("1.14.6", EnumSet.allOf(Output.class), Platform.LINUX_AMD64),
                        lock("istio"),
                        options()))
                .isNotEqualTo(key);
    }

    @Test
    void variantsImagesCompressorAndBuilderChangeIt() {
        assertThat(List.of(
                        amd64(manifest(), lock("istio"), options().variants(List.of("debug"), "debug")),
                        amd64(manifest(), lock("istio"), options().images(List.of("pilot"))),
                        amd64(
                                manifest(),
                                lock("istio"),
                                PlanOptions.builder("zstd-1").outputs(Set.of(Output.DOCKER))),
                        amd64(manifest(), lock("istio"), options().imageBuilder(ImageBuilder.DOCKER)),
                        amd64(manifest(), lock("istio"), options().builderImage("localhost/tools:1")),
                        amd64(
                                manifest(),
                                lock("istio"),
                                options().builderImage("localhost/tools:1").builderPlatform("stage"))))
                .doesNotContain(key)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatTheCallersEnvironmentChoosesChangesIt() {
        assertThat(amd64(manifest(), lock("istio"), options().environment(Map.of("GOFLAGS", "-race"))))
                .isNotEqualTo(key);
        assertThat(amd64(manifest(), lock("istio"), options().environment(Map.of("HOME", "/root"))))
                .isEqualTo(key);
    }

    @Test
    void theCommitsOfProxyAndZtunnelChangeIt() {
        assertThat(List.of(
                        amd64(manifest(), lock("istio", "proxy"), options()),
                        amd64(
                                manifest(),
                                lock(
                                        Fixtures.source("istio", SHA, false),
                                        Fixtures.source("proxy", Fixtures.OTHER_SHA, false)),
                                options()),
                        amd64(manifest(), lock("istio", "ztunnel"), options()),
                        key))
                .doesNotHaveDuplicates();
    }

    @Test
    void aBaseImageThatMovedChangesIt() {
        Stage stage = new Planner()
                .plan(manifest(), lock("istio"), options().build(), tree)
                .stages()
                .get(0);
        Digest one = StageKey.withBases(stage, Map.of("registry.example/base:1", Digest.sha256("1")));
        Digest other = StageKey.withBases(stage, Map.of("registry.example/base:1", Digest.sha256("2")));
        assertThat(List.of(one, other, key)).doesNotHaveDuplicates();
        assertThat(StageKey.withBases(stage, Map.of())).isEqualTo(key);
    }

    @Test
    void whatHasNoPartInTheResultDoesNot() {
        ReleaseManifest onePlatform = manifest("1.14.5", EnumSet.of(Output.DOCKER), Platform.LINUX_AMD64);
        ResolvedSource elsewhere = new ResolvedSource(
                "istio", "ssh://other.example/istio", Optional.empty(), SHA, "sha", true, Fixtures.COMMITTED, false);
        assertThat(List.of(
                        amd64(onePlatform, lock("istio"), options()),
                        amd64(manifest(), lock("istio", "api", "tools"), options()),
                        amd64(manifest(), lock(elsewhere), options()),
                        amd64(manifest(), lock("istio"), options().hub("elsewhere.example/staging")),
                        amd64(manifest(), lock("istio"), options().labels(Map.of(Platform.LINUX_AMD64, "big")))))
                .containsOnly(key);
    }

    private Digest amd64(ReleaseManifest manifest, Lock lock, PlanOptions.Builder options) {
        return new Planner()
                .plan(manifest, lock, options.build(), tree)
                .stages()
                .get(0)
                .key();
    }
}
