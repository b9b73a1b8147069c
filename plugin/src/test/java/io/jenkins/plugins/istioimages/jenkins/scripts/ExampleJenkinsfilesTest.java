package io.jenkins.plugins.istioimages.jenkins.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.cloudbees.groovy.cps.CpsTransformer;
import groovy.lang.Binding;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import io.jenkins.plugins.istioimages.jenkins.pipeline.Pipelines;
import io.jenkins.plugins.istioimages.jenkins.steps.IstioBuildStep;
import io.jenkins.plugins.istioimages.jenkins.steps.PublishOciStep;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The Jenkinsfiles that people copy: they compile as Pipelines do, and what they give steps and pipelines is taken. */
class ExampleJenkinsfilesTest {
    private static final Path HOME = Path.of("..");
    private static final Map<String, Class<?>> STEPS =
            Map.of("istioBuild", IstioBuildStep.class, "publishOci", PublishOciStep.class);

    static Stream<Path> jenkinsfiles() throws IOException {
        try (Stream<Path> examples = Files.list(HOME.resolve("examples/jenkinsfiles"))) {
            return Stream.concat(Stream.of(HOME.resolve("Jenkinsfile")), examples.sorted()).toList().stream();
        }
    }

    @Test
    void there_is_one_for_each_way_to_use_the_plugin() throws IOException {
        assertThat(jenkinsfiles().map(file -> file.getFileName().toString()))
                .contains(
                        "Jenkinsfile",
                        "builder-images.Jenkinsfile",
                        "declarative.Jenkinsfile",
                        "envoy.Jenkinsfile",
                        "matrix.Jenkinsfile",
                        "multibranch.Jenkinsfile",
                        "pull-request.Jenkinsfile",
                        "scripted.Jenkinsfile",
                        "wasm.Jenkinsfile");
    }

    @ParameterizedTest
    @MethodSource("jenkinsfiles")
    void it_compiles_as_a_pipeline(Path file) throws IOException {
        CompilerConfiguration pipelines = new CompilerConfiguration();
        pipelines.addCompilationCustomizers(new CpsTransformer());
        String text = withoutLibrary(file);
        try (GroovyClassLoader loader = new GroovyClassLoader(getClass().getClassLoader(), pipelines)) {
            assertThatCode(() -> loader.parseClass(text, "WorkflowScript.groovy"))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("jenkinsfiles")
    void what_it_gives_is_taken(Path file) throws Exception {
        for (String branch : List.of("", "release-1.30")) {
            Map<String, Map<String, Object>> ours = new HashMap<>();
            for (List<?> call : run(withoutLibrary(file), branch)) {
                @SuppressWarnings("unchecked") // Groovy's own maps.
                Map<String, Object> arguments = (Map<String, Object>) call.get(1);
                String step = (String) call.get(0);
                if (Pipelines.all().containsKey(step)) {
                    assertThat(Pipelines.read(step, texts(arguments))).isNotNull();
                    ours.put(step, arguments);
                } else if (STEPS.containsKey(step)) {
                    assertThat(parameters(STEPS.get(step))).containsAll(arguments.keySet());
                    ours.put(step, arguments);
                }
            }
            assertThat(ours).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jenkinsfiles")
    void it_is_short_and_names_no_place(Path file) throws IOException {
        String text = Files.readString(file);
        if (file.getParent().endsWith("jenkinsfiles")) {
            assertThat(text.lines()).hasSizeLessThanOrEqualTo(file.toString().contains("matrix") ? 13 : 10);
        }
        assertThat(text).doesNotContain("registry.example").doesNotContain("credentialsId");
    }

    /** The annotation loads the library in Jenkins alone. */
    private static String withoutLibrary(Path file) throws IOException {
        return Files.readString(file).replace("@Library('istio-images') _", "");
    }

    private static List<List<?>> run(String text, String branch) throws Exception {
        GroovyClassLoader steps = new GroovyClassLoader(ExampleJenkinsfilesTest.class.getClassLoader());
        try (InputStream recorded = OwnScripts.class.getResourceAsStream("RecordedSteps.groovy")) {
            steps.parseClass(new String(recorded.readAllBytes(), StandardCharsets.UTF_8), "RecordedSteps.groovy");
        }
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass("io.jenkins.plugins.istioimages.jenkins.scripts.RecordedSteps");
        Binding binding = new Binding();
        binding.setVariable("env", branch.isEmpty() ? Map.of() : Map.of("BRANCH_NAME", branch));
        binding.setVariable("params", Map.of("VERSION", "1.30.5", "PLATFORMS", "linux/amd64", "TARGET", "hubs"));
        Script script = new GroovyShell(steps, binding, configuration).parse(text, "WorkflowScript.groovy");
        script.run();
        @SuppressWarnings("unchecked") // As RecordedSteps has it.
        List<List<?>> calls = (List<List<?>>) script.getProperty("calls");
        return calls;
    }

    /** What another step gives is taken for a text; what is null was left out. */
    private static Map<String, Object> texts(Map<String, Object> arguments) {
        Map<String, Object> texts = new HashMap<>(arguments);
        texts.values().removeIf(value -> value == null);
        texts.replaceAll(
                (name, value) -> value.getClass().getSimpleName().equals("Anything") ? value.toString() : value);
        return texts;
    }

    private static List<String> parameters(Class<?> step) {
        Stream<String> needed = Arrays.stream(step.getConstructors())
                .filter(one -> one.isAnnotationPresent(DataBoundConstructor.class))
                .map(Constructor::getParameters)
                .flatMap(Arrays::stream)
                .map(Parameter::getName);
        Stream<String> optional = Arrays.stream(step.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(Method::getName)
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4));
        return Stream.concat(needed, optional).collect(Collectors.toList());
    }
}
