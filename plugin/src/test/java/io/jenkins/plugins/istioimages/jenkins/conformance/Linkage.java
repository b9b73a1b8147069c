package io.jenkins.plugins.istioimages.jenkins.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Finds what code names and the classes beside it do not have: what would be a LinkageError when it runs. */
final class Linkage {
    private final ClassFiles all;

    /** @param all whatever is there at run time; Java's own classes are known beside it */
    Linkage(ClassFiles all) {
        this.all = all;
    }

    /** What a class names in its code that is not there, each once. */
    List<String> missing(byte[] file) {
        ClassNode type = new ClassNode();
        new ClassReader(file).accept(type, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        TreeSet<String> missing = new TreeSet<>();
        type.methods.forEach(method -> {
            for (AbstractInsnNode instruction : method.instructions) {
                named(instruction).ifPresent(name -> missing.add(type.name + " needs " + name));
            }
        });
        return new ArrayList<>(missing);
    }

    private Optional<String> named(AbstractInsnNode instruction) {
        if (instruction instanceof TypeInsnNode of) {
            return element(of.desc).filter(name -> all.find(name).isEmpty());
        }
        if (instruction instanceof FieldInsnNode field) {
            return member(field.owner, field.name, field.desc);
        }
        if (instruction instanceof MethodInsnNode method && !method.owner.startsWith("[")) {
            return member(method.owner, method.name, method.desc);
        }
        return Optional.empty();
    }

    private Optional<String> member(String owner, String name, String descriptor) {
        Optional<ClassNode> type = all.find(owner);
        boolean there = type.isPresent()
                && all.hierarchy(type.get()).stream().anyMatch(parent -> has(parent, name, descriptor));
        return there ? Optional.empty() : Optional.of(owner + "." + name + descriptor);
    }

    private static boolean has(ClassNode type, String name, String descriptor) {
        return type.fields.stream().anyMatch(field -> field.name.equals(name) && field.desc.equals(descriptor))
                || type.methods.stream()
                        .anyMatch(method -> method.name.equals(name)
                                && (method.desc.equals(descriptor) || isPolymorphic(type, method.desc)));
    }

    /** Method handles take whatever they are given. */
    private static boolean isPolymorphic(ClassNode type, String descriptor) {
        return type.name.startsWith("java/lang/invoke/") && descriptor.startsWith("([Ljava/lang/Object;)");
    }

    /** The class that a type is or an array of it holds; empty where that is a primitive. */
    private static Optional<String> element(String internalName) {
        Type type = Type.getObjectType(internalName);
        if (type.getSort() != Type.ARRAY) {
            return Optional.of(internalName);
        }
        Type element = type.getElementType();
        return element.getSort() == Type.OBJECT ? Optional.of(element.getInternalName()) : Optional.empty();
    }
}
