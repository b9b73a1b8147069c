package io.jenkins.plugins.istioimages.jenkins.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Compares what we wrote of a type with the real one. Ours may have less: members, super types, annotations. What it has
 * must be there, and be the same.
 */
final class SignatureComparison {
    private static final int TYPE_FLAGS = Opcodes.ACC_PUBLIC
            | Opcodes.ACC_FINAL
            | Opcodes.ACC_ABSTRACT
            | Opcodes.ACC_INTERFACE
            | Opcodes.ACC_ANNOTATION
            | Opcodes.ACC_ENUM;
    private static final int MEMBER_FLAGS =
            Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_ABSTRACT;
    private static final int SEEN = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

    private final ClassFiles real;
    private final List<String> problems = new ArrayList<>();

    SignatureComparison(ClassFiles real) {
        this.real = real;
    }

    /** What differs, in words; empty where nothing does. */
    List<String> compare(ClassNode ours) {
        problems.clear();
        Optional<ClassNode> found = real.find(ours.name);
        if (found.isEmpty()) {
            problems.add(ours.name + " does not exist");
        } else {
            compare(ours, found.get());
        }
        return List.copyOf(problems);
    }

    private void compare(ClassNode ours, ClassNode theirs) {
        same(ours.name, "flags", ours.access & TYPE_FLAGS, theirs.access & TYPE_FLAGS);
        same(ours.name, "type parameters", typeParameters(ours.signature), typeParameters(theirs.signature));
        List<ClassNode> hierarchy = real.hierarchy(theirs);
        List<String> ancestors = hierarchy.stream().map(type -> type.name).toList();
        Stream.concat(Stream.of(ours.superName), ours.interfaces.stream())
                .filter(parent -> !ancestors.contains(parent))
                .forEach(parent -> problems.add(ours.name + " is no " + parent));
        annotations(ours.name, ours.visibleAnnotations, theirs.visibleAnnotations);
        ours.fields.stream().filter(field -> seen(field.access)).forEach(field -> field(ours, field, hierarchy));
        ours.methods.stream().filter(method -> seen(method.access)).forEach(method -> method(ours, method, hierarchy));
    }

    private void field(ClassNode ours, FieldNode field, List<ClassNode> hierarchy) {
        String name = ours.name + "." + field.name;
        Optional<FieldNode> found = hierarchy.stream()
                .flatMap(type -> type.fields.stream())
                .filter(other -> other.name.equals(field.name) && other.desc.equals(field.desc))
                .findFirst();
        if (found.isEmpty()) {
            problems.add(name + " of " + field.desc + " does not exist");
            return;
        }
        same(name, "flags", field.access & MEMBER_FLAGS, found.get().access & MEMBER_FLAGS);
        same(name, "type", field.signature, found.get().signature);
    }

    private void method(ClassNode ours, MethodNode method, List<ClassNode> hierarchy) {
        String name = ours.name + "." + method.name + method.desc;
        boolean constructor = method.name.equals("<init>");
        Optional<MethodNode> found = hierarchy.stream()
                .limit(constructor ? 1 : Long.MAX_VALUE)
                .flatMap(type -> type.methods.stream())
                .filter(other -> other.name.equals(method.name) && other.desc.equals(method.desc))
                .findFirst();
        if (found.isEmpty()) {
            problems.add(name + " does not exist");
            return;
        }
        MethodNode theirs = found.get();
        if ((method.access & Opcodes.ACC_BRIDGE) != 0 || (theirs.access & Opcodes.ACC_BRIDGE) != 0) {
            // Made by the compiler for another method, which is compared itself.
            return;
        }
        same(name, "flags", method.access & MEMBER_FLAGS, theirs.access & MEMBER_FLAGS);
        same(name, "generic type", method.signature, theirs.signature);
        same(name, "default", method.annotationDefault == null, theirs.annotationDefault == null);
        exceptions(name, method, theirs);
        annotations(name, method.visibleAnnotations, theirs.visibleAnnotations);
    }

    private void exceptions(String name, MethodNode ours, MethodNode theirs) {
        ours.exceptions.stream()
                .filter(thrown -> !theirs.exceptions.contains(thrown))
                .forEach(thrown -> problems.add(name + " does not throw " + thrown));
        theirs.exceptions.stream()
                .filter(thrown -> !ours.exceptions.contains(thrown) && checked(thrown))
                .forEach(thrown -> problems.add(name + " throws " + thrown));
    }

    /** An error of a library that is not there is taken for an unchecked one. */
    private boolean checked(String exception) {
        return real.find(exception)
                .map(type -> real.hierarchy(type).stream()
                        .noneMatch(parent -> parent.name.equals("java/lang/RuntimeException")
                                || parent.name.equals("java/lang/Error")))
                .orElse(false);
    }

    private void annotations(String name, List<AnnotationNode> ours, List<AnnotationNode> theirs) {
        List<String> known = texts(theirs);
        texts(ours).stream()
                .filter(annotation -> !known.contains(annotation))
                .forEach(annotation -> problems.add(name + " is not annotated with " + annotation));
    }

    private static List<String> texts(List<AnnotationNode> annotations) {
        return annotations == null
                ? List.of()
                : annotations.stream()
                        .map(annotation -> annotation.desc + values(annotation.values))
                        .toList();
    }

    /** Enumerations and lists of them as text, whatever their order. */
    private static String values(List<Object> values) {
        TreeSet<String> words = new TreeSet<>();
        if (values != null) {
            values.forEach(value -> words.add(text(value)));
        }
        return words.toString();
    }

    private static String text(Object value) {
        if (value instanceof String[] words) {
            return String.join(".", words);
        }
        return value instanceof List<?> list
                ? new TreeSet<>(list.stream().map(SignatureComparison::text).toList()).toString()
                : String.valueOf(value);
    }

    private void same(String name, String what, Object ours, Object theirs) {
        if (!Objects.equals(ours, theirs)) {
            problems.add(name + ": " + what + " is " + theirs + ", not " + ours);
        }
    }

    private static boolean seen(int access) {
        return (access & SEEN) != 0 && (access & Opcodes.ACC_SYNTHETIC) == 0
                || (access & SEEN) != 0 && (access & Opcodes.ACC_BRIDGE) != 0;
    }

    /** The part of a class signature between angle brackets at its beginning. */
    private static String typeParameters(String signature) {
        if (signature == null || !signature.startsWith("<")) {
            return "";
        }
        int depth = 0;
        for (int i = 0; i < signature.length(); i++) {
            depth += signature.charAt(i) == '<' ? 1 : signature.charAt(i) == '>' ? -1 : 0;
            if (depth == 0) {
                return signature.substring(0, i + 1);
            }
        }
        return signature;
    }
}
