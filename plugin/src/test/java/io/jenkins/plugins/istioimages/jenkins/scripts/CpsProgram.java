package io.jenkins.plugins.istioimages.jenkins.scripts;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.CpsTransformer;
import com.cloudbees.groovy.cps.Outcome;
import groovy.lang.Binding;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import groovy.lang.Script;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilerConfiguration;

/**
 * A script of ours under the transformer that Pipelines run under, with a restart of the controller at every step: the
 * program is written as bytes and read again, so whatever cannot be kept over a restart fails.
 */
final class CpsProgram {
    private final GroovyClassLoader loader;
    private final Script script;

    /** @param name of a script beside {@link OwnScripts} */
    CpsProgram(String name, Map<String, Object> variables) throws IOException, ReflectiveOperationException {
        this(name, resource(name), List.of(), variables);
    }

    /** @param classes sources of classes that the script names */
    private CpsProgram(String name, String text, List<Path> classes, Map<String, Object> variables)
            throws IOException, ReflectiveOperationException {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.addCompilationCustomizers(new CpsTransformer());
        GroovyClassLoader steps = new GroovyClassLoader(CpsProgram.class.getClassLoader(), configuration);
        Class<?> base = parse(steps, "CpsSteps", resource("CpsSteps"));
        for (Path type : classes) {
            parse(steps, type.getFileName().toString().replace(".groovy", ""), Files.readString(type));
        }
        CompilerConfiguration ours = new CompilerConfiguration();
        ours.addCompilationCustomizers(new CpsTransformer());
        ours.setScriptBaseClass(base.getName());
        loader = new GroovyClassLoader(steps, ours);
        script = parse(loader, name, text)
                .asSubclass(Script.class)
                .getConstructor()
                .newInstance();
        Binding binding = new Binding();
        variables.forEach(binding::setVariable);
        script.setBinding(binding);
    }

    /**
     * A pipeline of the library, called as a Jenkinsfile calls it.
     *
     * @param given its keys
     */
    static CpsProgram pipeline(String name, Map<String, Object> given, Map<String, Object> variables)
            throws IOException, ReflectiveOperationException {
        Path library = Path.of("..");
        String text = Files.readString(library.resolve("vars").resolve(name + ".groovy"));
        Map<String, Object> all = new HashMap<>(variables);
        all.put("given", given);
        try (Stream<Path> sources = Files.walk(library.resolve("src"))) {
            List<Path> classes = sources.filter(file -> file.toString().endsWith(".groovy"))
                    .sorted()
                    .toList();
            return new CpsProgram(name, text + "\nreturn call(given)\n", classes, all);
        }
    }

    Script script() {
        return script;
    }

    /**
     * Runs it to its end.
     *
     * @param steps what each step does, by its name and arguments
     */
    Object run(BiFunction<String, Map<String, Object>, Object> steps) throws Exception {
        Continuable program = new Continuable(script);
        Outcome outcome = program.run0(new Outcome(null, null), categories());
        while (program.isResumable()) {
            Map<?, ?> call = (Map<?, ?>) value(outcome);
            @SuppressWarnings("unchecked")
            Map<String, Object> arguments = (Map<String, Object>) call.get("arguments");
            Object result = steps.apply((String) call.get("step"), arguments);
            program = restarted(program);
            outcome = program.run0(new Outcome(result, null), categories());
        }
        return value(outcome);
    }

    private Continuable restarted(Continuable program) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(program);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass type) throws ClassNotFoundException {
                return Class.forName(type.getName(), false, loader);
            }
        }) {
            return (Continuable) in.readObject();
        }
    }

    private static Class<?> parse(GroovyClassLoader loader, String name, String text) {
        return loader.parseClass(new GroovyCodeSource(text, name + ".groovy", "/ours"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = OwnScripts.class.getResourceAsStream(name + ".groovy")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Object value(Outcome outcome) {
        if (!outcome.isSuccess()) {
            throw new AssertionError("the script failed", outcome.getAbnormal());
        }
        return outcome.getNormal();
    }

    /** The library knows no type parameters. */
    @SuppressWarnings("rawtypes")
    private static List<Class> categories() {
        List<Class> all = new ArrayList<>(Continuable.categories);
        all.add(KeptIterators.class);
        return List.copyOf(all);
    }
}
