package io.jenkins.plugins.istioimages.plan;

import static io.jenkins.plugins.istioimages.plan.Fixtures.lock;
import static io.jenkins.plugins.istioimages.plan.Fixtures.manifest;
import static io.jenkins.plugins.istioimages.plan.Fixtures.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnBasesTest {
    @TempDir
    private Path dir;

    private IstioTree tree;

    @BeforeEach
    void tree() {
        tree = Fixtures.tree(dir);
    }

    @Test
    void onePlanMakesTheBasesAndAnotherEverythingElseOnThem() {
        assertThat(bases(ImageBuilder.NATIVE).stages())
                .flatExtracting(Stage::outputs)
                .extracting(StageOutput::image)
                .containsOnly("base");
        Plan rest = new Planner()
                .plan(manifest(), lock("istio"), options().ownBases(true).build(), tree);
        assertThat(rest.stages())
                .flatExtracting(Stage::outputs)
                .extracting(StageOutput::image)
                .containsOnly("pilot", "proxyv2");
        assertThat(rest.stages().get(0).commands().get(0).environment())
                .containsEntry("ISTIO_BASE_REGISTRY", "ghcr.io/resf/istio")
                .containsEntry("BASE_VERSION", "1.14.5");
    }

    @Test
    void aBaseThatRunsSomethingNamesTheOptionThatChoosesWhoMakesBases() {
        Fixtures.write(dir, "docker/Dockerfile.base", "FROM ubuntu\nRUN apt-get update\n");
        assertThatThrownBy(() -> bases(ImageBuilder.NATIVE))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith("istio@0123456789ab:docker/Dockerfile.base:2:1: RUN")
                .hasMessageEndingWith("use --base-image-builder docker")
                .hasMessageNotContaining(" --image-builder");
        assertThat(bases(ImageBuilder.DOCKER).stages()).hasSize(2);
    }

    @Test
    void dockerForBasesAndABuilderImageExcludeEachOtherByTheirOwnOption() {
        PlanOptions in =
                options().ownBases(true).builderImage("localhost/tools:1").build();
        assertThatThrownBy(() -> new Planner().planBases(manifest(), lock("istio"), in, ImageBuilder.DOCKER, tree))
                .hasMessageEndingWith("build without one, or with --base-image-builder native");
    }

    @Test
    void aVariableThatSaysSomethingElseOfBasesIsRefused() {
        PlanOptions other = options()
                .ownBases(true)
                .variables(Map.of("BASE_VERSION", "1.13"))
                .build();
        assertThatThrownBy(() -> new Planner().plan(manifest(), lock("istio"), other, tree))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("BASE_VERSION");
    }

    @Test
    void whoNamesBasesAloneHasNothingThatStandsOnThem() {
        PlanOptions alone = options().ownBases(true).images(List.of("base")).build();
        assertThatThrownBy(() -> new Planner().plan(manifest(), lock("istio"), alone, tree))
                .hasMessageContaining("name one that is no base image");
    }

    @Test
    void whereNothingSaysWhatBasesAreItIsSaidSo() throws IOException {
        Files.delete(dir.resolve("tools/docker.yaml"));
        assertThatThrownBy(() -> bases(ImageBuilder.DOCKER))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("the source has no tools/docker.yaml");
    }

    private Plan bases(ImageBuilder maker) {
        return new Planner()
                .planBases(manifest(), lock("istio"), options().ownBases(true).build(), maker, tree);
    }
}
