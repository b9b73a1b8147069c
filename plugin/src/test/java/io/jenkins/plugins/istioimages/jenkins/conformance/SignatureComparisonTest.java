package io.jenkins.plugins.istioimages.jenkins.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The comparison itself, on a class that plays Jenkins. */
class SignatureComparisonTest {
    /** Plays a type of Jenkins. */
    @Deprecated
    public abstract static class Real<T extends Comparable<T>> implements Runnable {
        public static final String NAME = new String("x");

        protected Real(T value) {}

        public <V> List<V> list(Class<V> type) throws IOException {
            throw new IOException(type.getName());
        }

        public abstract void work(T value);
    }

    /** Plays a plugin's class that was compiled before {@code work} was known. */
    public static class Plugin extends Real<String> {
        Plugin() {
            super("x");
        }

        @Override
        public void work(String value) {}

        @Override
        public void run() {}
    }

    /** Plays a plugin's class that calls. */
    public static class Caller {
        public List<Real<?>[]> call(Real<String> real) throws IOException {
            real.work(real.list(String.class).get(0));
            List<Real<?>[]> arrays = new ArrayList<>();
            arrays.add(new Real<?>[0]);
            return arrays;
        }
    }

    @Test
    void the_same_is_the_same() {
        assertThat(compare(type -> {})).isEmpty();
    }

    @Test
    void less_is_no_difference() {
        assertThat(compare(type -> {
                    type.methods.clear();
                    type.fields.clear();
                    type.interfaces.clear();
                    type.visibleAnnotations = null;
                }))
                .isEmpty();
    }

    @Test
    void a_method_that_is_not_there_is_told() {
        assertThat(compare(type -> method(type, "list").name = "lists"))
                .singleElement()
                .asString()
                .contains("lists");
    }

    @Test
    void another_result_is_told() {
        assertThat(compare(type -> method(type, "list").desc = "(Ljava/lang/Class;)Ljava/util/Set;"))
                .singleElement()
                .asString()
                .contains("does not exist");
    }

    @Test
    void another_generic_type_is_told() {
        assertThat(compare(type -> method(type, "list").signature = null)).hasSize(1);
    }

    @Test
    void a_checked_exception_that_was_forgotten_is_told() {
        assertThat(compare(type -> method(type, "list").exceptions.clear()))
                .singleElement()
                .asString()
                .endsWith("throws java/io/IOException");
    }

    @Test
    void an_exception_that_is_not_thrown_is_told() {
        assertThat(compare(type -> method(type, "work").exceptions = List.of("java/io/IOException")))
                .hasSize(1);
    }

    @Test
    void other_flags_are_told() {
        assertThat(compare(type -> method(type, "list").access |= Opcodes.ACC_STATIC))
                .hasSize(1);
        assertThat(compare(type -> type.access ^= Opcodes.ACC_ABSTRACT)).hasSize(1);
        assertThat(compare(type -> type.fields.get(0).access ^= Opcodes.ACC_FINAL))
                .hasSize(1);
    }

    @Test
    void other_type_parameters_are_told() {
        assertThat(compare(type -> type.signature = null)).hasSize(1);
    }

    @Test
    void a_super_type_that_it_has_not_is_told() {
        assertThat(compare(type -> type.interfaces.add("java/io/Closeable"))).hasSize(1);
        assertThat(compare(type -> type.superName = "java/lang/Thread")).hasSize(1);
    }

    @Test
    void a_constructor_is_not_inherited() {
        assertThat(compare(type -> method(type, "<init>").desc = "()V")).hasSize(1);
    }

    @Test
    void a_type_that_does_not_exist_is_told() {
        assertThat(new SignatureComparison(new ClassFiles(Map.of())).compare(node(Real.class)))
                .hasSize(1);
    }

    @Test
    void abstract_methods_that_a_class_does_not_have_are_told() {
        ClassFiles all = new ClassFiles(Map.of(name(Real.class), bytes(Real.class)));
        ClassNode plugin = node(Plugin.class);
        assertThat(new MissingMethods(all).of(plugin)).isEmpty();
        plugin.methods.removeIf(method -> method.name.equals("work"));
        assertThat(new MissingMethods(all).of(plugin))
                .singleElement()
                .asString()
                .contains("Real.work");
    }

    @Test
    void calls_of_what_is_not_there_are_told() {
        ClassNode real = node(Real.class);
        real.methods.removeIf(method -> method.name.equals("list"));
        ClassWriter without = new ClassWriter(0);
        real.accept(without);
        byte[] caller = bytes(Caller.class);

        assertThat(new Linkage(new ClassFiles(Map.of(name(Real.class), bytes(Real.class), name(Caller.class), caller)))
                        .missing(caller))
                .isEmpty();
        assertThat(new Linkage(new ClassFiles(
                                Map.of(name(Real.class), without.toByteArray(), name(Caller.class), caller)))
                        .missing(caller))
                .singleElement()
                .asString()
                .contains("Caller needs", "Real.list(Ljava/lang/Class;)Ljava/util/List;");
        assertThat(new Linkage(new ClassFiles(Map.of(name(Caller.class), caller))).missing(caller))
                .isNotEmpty();
    }

    private static List<String> compare(Consumer<ClassNode> change) {
        ClassNode ours = node(Real.class);
        change.accept(ours);
        return new SignatureComparison(new ClassFiles(Map.of(name(Real.class), bytes(Real.class)))).compare(ours);
    }

    private static MethodNode method(ClassNode type, String name) {
        return type.methods.stream()
                .filter(method -> method.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ClassNode node(Class<?> type) {
        return ClassFiles.parse(bytes(type));
    }

    private static String name(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private static byte[] bytes(Class<?> type) {
        try (InputStream in = type.getResourceAsStream("/" + name(type) + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
