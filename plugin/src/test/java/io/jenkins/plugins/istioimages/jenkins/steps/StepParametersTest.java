package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mockStatic;

import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.istioimages.jenkins.agents.EnvoyRequest;
import io.jenkins.plugins.istioimages.jenkins.agents.PlanRequest;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderPlan;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderRequest;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderSamples;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.MadeBuilders;
import io.jenkins.plugins.istioimages.jenkins.data.PreparedStage;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import io.jenkins.plugins.istioimages.jenkins.data.Samples;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.mockito.MockedStatic;

/**
 * Parameters as the Snippet Generator and Declarative see them (structs, DescribableModel): those of the constructor and
 * those with a setter, each with a getter of the same type; each in the form, with help, and in the documentation.
 */
class StepParametersTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path DOCUMENTATION = Path.of("..", "docs", "steps.md");

    /** What scripts give and forms cannot. */
    private static final List<Class<?>> DATA = List.of(
            BuilderPlan.class,
            BuilderRequest.class,
            EnvoyRequest.class,
            ReleasePlan.class,
            PreparedStage.class,
            ImageCatalog.class);

    static List<StepDescriptor> steps() {
        return List.of(
                new AssembleReleaseStep.DescriptorImpl(),
                new BuilderImageStep.DescriptorImpl(),
                new CollectImagesStep.DescriptorImpl(),
                new EnvoyBuildStep.DescriptorImpl(),
                new EnvoyPlanStep.DescriptorImpl(),
                new ImageCatalogStep.DescriptorImpl(),
                new IstioBuildStep.DescriptorImpl(),
                new IstioPlanStep.DescriptorImpl(),
                new IstioTurnStep.DescriptorImpl(),
                new IstioUpdatesStep.DescriptorImpl(),
                new MakeBuilderImagesStep.DescriptorImpl(),
                new MakeIstioImagesStep.DescriptorImpl(),
                new PipelinePlanStep.DescriptorImpl(),
                new PlanBuilderImagesStep.DescriptorImpl(),
                new PrepareIstioStageStep.DescriptorImpl(),
                new PublishBuilderImagesStep.DescriptorImpl(),
                new PublishOciStep.DescriptorImpl(),
                new PublishReleaseStep.DescriptorImpl(),
                new RecordImagesStep.DescriptorImpl(),
                new ValidateReleaseStep.DescriptorImpl(),
                new WasmImageStep.DescriptorImpl());
    }

    @ParameterizedTest
    @MethodSource("steps")
    void what_is_set_is_got(StepDescriptor descriptor) throws ReflectiveOperationException {
        try (MockedStatic<Util> util = mockStatic(Util.class)) {
            util.when(() -> Util.fixEmptyAndTrim(any())).thenAnswer(call -> call.getArgument(0));
            Class<?> type = type(descriptor);
            Map<String, Object> given = new TreeMap<>();
            Object step = construct(type, given);
            for (Method setter : setters(type)) {
                Object value = value(setter.getGenericParameterTypes()[0], name(setter));
                given.put(name(setter), value);
                setter.invoke(step, value);
            }
            Map<String, Object> got = new TreeMap<>();
            for (String parameter : given.keySet()) {
                got.put(parameter, getter(type, parameter).invoke(step));
            }
            assertThat(got).isEqualTo(given).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void what_nobody_set_may_be_set_again(StepDescriptor descriptor) throws ReflectiveOperationException {
        Class<?> type = type(descriptor);
        Object step = construct(type, new TreeMap<>());
        for (Method setter : setters(type)) {
            Method getter = getter(type, name(setter));
            assertThat(getter.getGenericReturnType()).isEqualTo(setter.getGenericParameterTypes()[0]);
            Object untouched = getter.invoke(step);
            if (untouched instanceof List<?>) {
                setter.invoke(step, untouched);
                assertThat(getter.invoke(step)).isEqualTo(untouched);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void every_parameter_of_a_form_has_a_field_and_help(StepDescriptor descriptor) throws IOException {
        Class<?> type = type(descriptor);
        String form = form(type, "config");
        for (Map.Entry<String, Type> parameter : parameters(type).entrySet()) {
            if (isForForms(type, parameter)) {
                assertThat(form).contains("field=\"" + parameter.getKey() + "\"");
                assertThat(help(type, parameter.getKey()))
                        .as("help of " + descriptor.getFunctionName() + " " + parameter.getKey())
                        .isPresent();
            }
        }
        Matcher fields = Pattern.compile("field=\"([^\"]+)\"").matcher(form);
        while (fields.find()) {
            assertThat(parameters(type)).containsKey(fields.group(1));
        }
        assertThat(help(type, "")).isPresent();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void every_parameter_is_documented_with_an_example(StepDescriptor descriptor) throws IOException {
        String section = section(descriptor.getFunctionName());
        assertThat(parameters(type(descriptor)).keySet())
                .allSatisfy(parameter -> assertThat(section).contains("`" + parameter + "`"));
        assertThat(section).contains("```groovy").contains(descriptor.getFunctionName());
        Matcher rows = Pattern.compile("(?m)^\\| `([A-Za-z]+)` \\|").matcher(section);
        while (rows.find()) {
            assertThat(parameters(type(descriptor))).as("documented").containsKey(rows.group(1));
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void a_step_says_what_it_is_and_needs(StepDescriptor descriptor) {
        assertThat(descriptor.getDisplayName()).isNotBlank();
        assertThat(descriptor.getRequiredContext()).isNotEmpty();
        assertThat(descriptor.getRequiredContext().contains(Run.class)).isTrue();
        boolean anywhere = List.of("envoyBuild", "istioBuild", "istioTurn", "imageCatalog", "recordImages")
                .contains(descriptor.getFunctionName());
        assertThat(descriptor.getRequiredContext().contains(FilePath.class)).isEqualTo(!anywhere);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void no_parameter_is_a_secret(StepDescriptor descriptor) {
        assertThat(parameters(type(descriptor)).values()).doesNotContain(Secret.class);
    }

    private static Object construct(Class<?> type, Map<String, Object> given) throws ReflectiveOperationException {
        Constructor<?> constructor = constructor(type);
        Object[] arguments = Arrays.stream(constructor.getParameters())
                .map(parameter -> {
                    Object value = value(parameter.getParameterizedType(), parameter.getName());
                    given.put(parameter.getName(), value);
                    return value;
                })
                .toArray();
        return constructor.newInstance(arguments);
    }

    private static Constructor<?> constructor(Class<?> type) {
        return Arrays.stream(type.getConstructors())
                .filter(one -> one.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElseThrow();
    }

    private static List<Method> setters(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class) && !method.isBridge())
                .toList();
    }

    private static Map<String, Type> parameters(Class<?> type) {
        Map<String, Type> parameters = new TreeMap<>();
        for (Parameter parameter : constructor(type).getParameters()) {
            assertThat(parameter.isNamePresent()).isTrue();
            parameters.put(parameter.getName(), parameter.getParameterizedType());
        }
        setters(type).forEach(setter -> parameters.put(name(setter), setter.getGenericParameterTypes()[0]));
        return parameters;
    }

    private static String name(Method setter) {
        String name = setter.getName().substring("set".length());
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static Method getter(Class<?> type, String parameter) throws NoSuchMethodException {
        String name = Character.toUpperCase(parameter.charAt(0)) + parameter.substring(1);
        try {
            return type.getMethod("get" + name);
        } catch (NoSuchMethodException e) {
            return type.getMethod("is" + name);
        }
    }

    private static Object value(Type type, String name) {
        if (type == String.class) {
            return "some-" + name;
        }
        if (type == int.class) {
            return 7;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == ReleasePlan.class) {
            return Samples.plan();
        }
        if (type == ImageCatalog.class) {
            return ImageCatalog.of(Samples.catalogYaml());
        }
        if (type == PreparedStage.class) {
            return new PreparedStage("stage", "key", Optional.empty(), List.of());
        }
        if (type == EnvoyRequest.class) {
            return new EnvoyRequest(new PlanRequest("manifest.yaml"));
        }
        if (type == BuilderRequest.class) {
            return BuilderSamples.request();
        }
        if (type == BuilderPlan.class) {
            return BuilderSamples.plan();
        }
        if (type.getTypeName().contains("MadeBuilders")) {
            BuilderPlan plan = BuilderSamples.plan();
            return List.of(MadeBuilders.check(
                    plan, plan.branch("builder-linux-amd64"), BuilderSamples.made(Platform.LINUX_AMD64)));
        }
        if (isMap(type)) {
            return Map.of("manifest", "manifest.yaml");
        }
        if (type.getTypeName().contains("HubCredentials")) {
            return List.of(new HubCredentials("ghcr.io", "ghcr"));
        }
        boolean words = type.getTypeName().equals("java.util.List<java.lang.String>");
        return words ? List.of("one=1", "two=2") : List.of(Samples.images(Platform.LINUX_AMD64));
    }

    /** The keys of a pipeline. */
    private static boolean isMap(Type type) {
        return type.getTypeName().startsWith("java.util.Map<");
    }

    private static boolean isForForms(Class<?> type, Map.Entry<String, Type> parameter) {
        boolean data = DATA.contains(parameter.getValue())
                || isMap(parameter.getValue())
                || parameter.getValue().getTypeName().contains("StageImages")
                || parameter.getValue().getTypeName().contains("MadeBuilders");
        // The stage of a plan that only a script has.
        boolean branch =
                type == MakeBuilderImagesStep.class && parameter.getKey().equals("branch");
        return !data
                && !branch
                && !(type == PrepareIstioStageStep.class && parameter.getKey().equals("stage"));
    }

    private static Class<?> type(StepDescriptor descriptor) {
        Class<?> type = descriptor.getClass().getEnclosingClass();
        assertThat(Step.class).isAssignableFrom(type);
        return type;
    }

    /** The form with the pages that it includes. */
    private static String form(Class<?> type, String page) throws IOException {
        String text = Files.readString(
                RESOURCES.resolve(type.getName().replace('.', '/')).resolve(page + ".jelly"));
        Matcher included = Pattern.compile("<st:include page=\"([a-z]+)\" class=\"([^\"]+)\"/>")
                .matcher(text);
        StringBuilder whole = new StringBuilder(text);
        while (included.find()) {
            whole.append(Files.readString(
                    RESOURCES.resolve(included.group(2).replace('.', '/')).resolve(included.group(1) + ".jelly")));
        }
        return whole.toString();
    }

    /** As Jenkins finds it: with the class or with one that it extends. */
    private static Optional<Path> help(Class<?> type, String parameter) {
        String file = parameter.isEmpty() ? "help.html" : "help-" + parameter + ".html";
        for (Class<?> of = type; of != Object.class; of = of.getSuperclass()) {
            Path found = RESOURCES.resolve(of.getName().replace('.', '/')).resolve(file);
            if (Files.exists(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static String section(String step) throws IOException {
        Matcher section =
                Pattern.compile("(?ms)^##+ " + step + "$(.*?)(?=^##|\\z)").matcher(Files.readString(DOCUMENTATION));
        assertThat(section.find()).as("section of " + step).isTrue();
        return section.group(1);
    }
}
