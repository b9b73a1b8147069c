package io.jenkins.plugins.istioimages.plan;

import static io.jenkins.plugins.istioimages.plan.Fixtures.OTHER_SHA;
import static io.jenkins.plugins.istioimages.plan.Fixtures.lock;
import static io.jenkins.plugins.istioimages.plan.Fixtures.manifest;
import static io.jenkins.plugins.istioimages.plan.Fixtures.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.Lock;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputPlannerTest {
    @TempDir
    Path dir;

    private IstioTree tree;

    @BeforeEach
    void tree() {
        tree = Fixtures.tree(dir);
        chart("manifests/charts/base", "base");
        chart("manifests/charts/istio-control/istio-discovery", "istiod");
        chart("manifests/charts/gateways/istio-ingress", "istio-ingress");
        chart("manifests/sample-charts/ambient", "ambient");
    }

    @Test
    void everythingIsPlannedWhereTheManifestNamesNothing() {
        assertThat(all().stages())
                .extracting(Stage::id)
                .containsExactly(
                        "istio-linux-amd64",
                        "istio-linux-arm64",
                        "archive",
                        "helm",
                        "debian-linux-amd64",
                        "debian-linux-arm64",
                        "rpm-linux-amd64",
                        "rpm-linux-arm64",
                        "grafana",
                        "licenses",
                        "sources",
                        "sbom");
    }

    @ParameterizedTest
    @CsvSource({
        "DOCKER, istio-linux-amd64 istio-linux-arm64",
        "HELM, helm",
        "DEBIAN, debian-linux-amd64 debian-linux-arm64",
        "RPM, rpm-linux-amd64 rpm-linux-arm64",
        "ARCHIVE, archive",
        "GRAFANA, grafana",
        "LICENSES, licenses",
        "SOURCES, sources"
    })
    void anOutputAloneIsPlannedAlone(Output output, String stages) {
        assertThat(plan(EnumSet.of(output)).stages()).extracting(Stage::id).containsExactly(stages.split(" "));
    }

    @Test
    void noStageWaitsForAnother() {
        assertThat(all().stages()).allSatisfy(stage -> assertThat(stage.needs()).isEmpty());
    }

    @Test
    void everyStageHasItsOwnKey() {
        assertThat(all().stages()).extracting(Stage::key).doesNotHaveDuplicates();
    }

    @Test
    void aPackageIsMadeByTheTreesOwnTargetForItsPlatform() {
        Stage stage = stage("rpm-linux-arm64", all());
        String out = "${WORK}/src/istio.io/istio/out/linux_arm64";
        assertThat(stage.commands())
                .extracting(Command::arguments)
                .containsExactly(
                        List.of("make", "--no-print-directory", "init", out + "/pilot-agent"),
                        List.of("make", "--no-print-directory", "rpm/fpm"));
        assertThat(stage.commands().get(1).environment())
                .containsEntry("TARGET_ARCH", "arm64")
                .containsEntry("TARGET_OUT_LINUX", out)
                .containsEntry("SOURCE_DATE_EPOCH", "1665562260");
        assertThat(stage.files()).containsExactly("rpm/istio-sidecar-arm64.rpm");
        assertThat(stage("debian-linux-amd64", all()).files()).containsExactly("deb/istio-sidecar.deb");
    }

    @Test
    void archivesAreMadeOfOneMakeThatKnowsAllPlatforms() {
        Stage stage = stage("archive", all());
        assertThat(stage.commands()).hasSize(1);
        assertThat(stage.commands().get(0).arguments()).endsWith("istioctl-all", "istioctl.completion");
        assertThat(stage.commands().get(0).environment())
                .containsEntry("DOCKER_ARCHITECTURES", "linux/amd64,linux/arm64")
                .doesNotContainKey("TARGET_ARCH");
        assertThat(stage.files()).hasSize(16).contains("istio-1.14.5-osx.tar.gz", "istioctl-1.14.5-win-amd64.zip");
        assertThat(stage.parameter(StageParameter.HUB)).isEqualTo("ghcr.io/resf/istio");
        assertThat(stage.parameter(StageParameter.MANIFEST)).contains("version: 1.14.5");
    }

    @Test
    void thoseChartsArePackagedThatTheSourceHas() {
        Stage stage = stage("helm", all());
        assertThat(stage.files())
                .containsExactly("helm/base-1.14.5.tgz", "helm/istiod-1.14.5.tgz", "helm/samples/ambient-1.14.5.tgz");
        assertThat(stage.commands()).isEmpty();
    }

    @Test
    void aSourceWithoutChartsIsSaid() {
        IstioTree bare = Fixtures.tree(dir.resolve("bare"));
        assertThatThrownBy(() -> plan(bare, "1.14.5", lock("istio"), EnumSet.of(Output.HELM)))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("outputs names helm, and the source has none of the charts");
    }

    @Test
    void aVersionThatChartsCannotHaveLeavesThemOutAndSaysSo() {
        Plan plan = plan(tree, "1.29-alpha.abc", lock("istio"), EnumSet.of(Output.HELM, Output.GRAFANA));
        assertThat(plan.stages()).extracting(Stage::id).containsExactly("grafana");
        assertThat(plan.notices()).anyMatch(notice -> notice.startsWith("no Helm charts are made: 1.29-alpha.abc"));
    }

    @Test
    void licencesSourcesAndTheirBillDependOnEverySourceAndTheOthersOnIstioAlone() {
        Map<String, String> before = keys(lock("istio", "tools"));
        Map<String, String> after = keys(lock(source("istio", Fixtures.SHA, false), source("tools", OTHER_SHA, false)));
        assertThat(before.keySet())
                .filteredOn(id -> !before.get(id).equals(after.get(id)))
                .as("archives have manifest.yaml in them, which names every commit")
                .containsExactly("archive", "licenses", "sbom", "sources");
    }

    @Test
    void onlyWhatRunsCommandsHasABuilderImage() {
        Plan plan = new Planner()
                .plan(
                        manifest(),
                        lock("istio"),
                        Fixtures.options()
                                .outputs(Set.of())
                                .builderImage("localhost/tools:1")
                                .build(),
                        tree);
        assertThat(plan.stages())
                .filteredOn(Stage::inContainer)
                .extracting(Stage::kind)
                .containsOnly(StageKind.ISTIO, StageKind.ARCHIVE, StageKind.DEBIAN, StageKind.RPM);
    }

    @Test
    void whatThePlanSaysSurvivesItsJson() {
        Plan plan = all();
        assertThat(PlanJson.read(PlanJson.of(plan), "plan")).isEqualTo(plan);
    }

    private Map<String, String> keys(Lock lock) {
        Map<String, String> keys = new TreeMap<>();
        plan(tree, "1.14.5", lock, EnumSet.allOf(Output.class))
                .stages()
                .forEach(stage -> keys.put(stage.id(), stage.key().toString()));
        return keys;
    }

    private Plan all() {
        return plan(EnumSet.allOf(Output.class));
    }

    private Plan plan(Set<Output> outputs) {
        return plan(tree, "1.14.5", lock("istio", "tools"), outputs);
    }

    private static Plan plan(IstioTree tree, String version, Lock lock, Set<Output> outputs) {
        return new Planner()
                .plan(
                        manifest(version, outputs, Platform.LINUX_AMD64, Platform.LINUX_ARM64),
                        lock,
                        Fixtures.options().outputs(Set.of()).build(),
                        tree);
    }

    private static Stage stage(String id, Plan plan) {
        return plan.stages().stream()
                .filter(stage -> stage.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void chart(String directory, String name) {
        Fixtures.write(dir, directory + "/Chart.yaml", "name: " + name + "\nversion: 1.0.0\n");
    }
}
