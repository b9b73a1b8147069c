package io.jenkins.plugins.istioimages.jenkins.conformance;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds what the real super types of a class ask for and ours did not tell. */
final class MissingMethods {
    private final ClassFiles all;

    /** @param all classes of the plugin together with the real ones */
    MissingMethods(ClassFiles all) {
        this.all = all;
    }

    /** Abstract methods that a class inherits and does not have, if it is one that instances are made of. */
    List<String> of(ClassNode type) {
        if ((type.access & Opcodes.ACC_ABSTRACT) != 0) {
            return List.of();
        }
        Set<String> present = new HashSet<>();
        List<ClassNode> hierarchy = all.hierarchy(type);
        hierarchy.forEach(parent -> parent.methods.stream()
                .filter(method -> (method.access & Opcodes.ACC_ABSTRACT) == 0)
                .forEach(method -> present.add(key(method))));
        return hierarchy.stream()
                .flatMap(parent -> parent.methods.stream()
                        .filter(method -> (method.access & Opcodes.ACC_ABSTRACT) != 0 && !present.contains(key(method)))
                        .map(method -> type.name + " does not have " + parent.name + "." + key(method)))
                .toList();
    }

    private static String key(MethodNode method) {
        return method.name + method.desc;
    }
}
