package io.jenkins.plugins.istioimages.jenkins.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.jenkins.steps.BuilderImageStep;
import io.jenkins.plugins.istioimages.jenkins.steps.EnvoyBuildStep;
import io.jenkins.plugins.istioimages.jenkins.steps.IstioBuildStep;
import io.jenkins.plugins.istioimages.jenkins.steps.PublishOciStep;
import io.jenkins.plugins.istioimages.jenkins.steps.PublishReleaseStep;
import io.jenkins.plugins.istioimages.jenkins.steps.WasmImageStep;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundSetter;

/** Keys that are handed to a step are parameters of it, and none of its parameters is forgotten. */
class StepKeysTest {
    @Test
    void builder_images_take_all_parameters_of_their_step() {
        assertThat(with(BuilderKeys.stepKeys().stream().map(Key::name).toList(), "checkOnly"))
                .containsExactlyInAnyOrderElementsOf(optional(BuilderImageStep.class));
    }

    @Test
    void a_build_takes_all_but_what_the_pipeline_decides() {
        assertThat(with(IstioKeys.BUILD, "credentialsId", "checkOnly", "validate"))
                .containsExactlyInAnyOrderElementsOf(optional(IstioBuildStep.class));
    }

    @Test
    void publishing_takes_all_but_the_images() {
        assertThat(with(IstioKeys.PUBLISH, "images"))
                .containsExactlyInAnyOrderElementsOf(with(optional(PublishOciStep.class), "images"));
    }

    @Test
    void more_targets_take_all_but_what_the_pipeline_decides() {
        assertThat(with(
                        with(IstioKeys.release().all().stream().map(Key::name).toList()),
                        with(IstioKeys.PUBLISH, "images", "release", "dryRun", "verify", "failOnError")
                                .toArray(String[]::new)))
                .containsExactlyInAnyOrderElementsOf(optional(PublishReleaseStep.class));
    }

    @Test
    void a_proxy_takes_all_parameters_of_its_step() {
        assertThat(EnvoyKeys.stepKeys().stream().map(Key::name))
                .containsExactlyInAnyOrderElementsOf(optional(EnvoyBuildStep.class));
    }

    @Test
    void a_module_takes_all_but_what_the_pipeline_decides() {
        assertThat(with(WasmKeys.STEP, "format", "checkOnly"))
                .containsExactlyInAnyOrderElementsOf(with(optional(WasmImageStep.class), "file"));
    }

    private static Set<String> with(Iterable<String> names, String... more) {
        Set<String> all = new TreeSet<>(List.of(more));
        names.forEach(all::add);
        return all;
    }

    private static Set<String> optional(Class<?> step) {
        return Arrays.stream(step.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(Method::getName)
                .map(name -> Introspector.decapitalize(name.substring("set".length())))
                .collect(Collectors.toSet());
    }
}
