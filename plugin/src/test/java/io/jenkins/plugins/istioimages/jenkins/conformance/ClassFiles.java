package io.jenkins.plugins.istioimages.jenkins.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Class files by their internal name, with Java's own behind them. */
final class ClassFiles {
    private static final List<String> ARCHIVES = List.of(".jar", ".war", ".hpi", ".jpi");

    private static final Pattern JAVA = Pattern.compile("(java|javax|jdk|org/w3c|org/xml|com/sun/net)/");

    private final Map<String, byte[]> files;
    private final Map<String, Optional<ClassNode>> nodes = new HashMap<>();

    ClassFiles(Map<String, byte[]> files) {
        this.files = files;
    }

    /** Of all archives and class files below a directory, and of the archives in archives. */
    static ClassFiles below(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        if (isArchive(root.toString())) {
            try (InputStream in = Files.newInputStream(root)) {
                addArchive(in, files);
            }
            return new ClassFiles(files);
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                if (isArchive(path.toString())) {
                    try (InputStream in = Files.newInputStream(path)) {
                        addArchive(in, files);
                    }
                } else if (path.toString().endsWith(".class")) {
                    files.putIfAbsent(name(root.relativize(path).toString()), Files.readAllBytes(path));
                }
            }
        }
        return new ClassFiles(files);
    }

    /** Those of the first, then those of the second. */
    static ClassFiles joined(ClassFiles first, ClassFiles second) {
        Map<String, byte[]> files = new TreeMap<>(second.files);
        files.putAll(first.files);
        return new ClassFiles(files);
    }

    /** All names. */
    Set<String> names() {
        return files.keySet();
    }

    /** The bytes of a class that is here. */
    byte[] bytes(String name) {
        return files.get(name);
    }

    /** A class; empty where it is neither here nor Java's. */
    Optional<ClassNode> find(String name) {
        return nodes.computeIfAbsent(name, wanted -> {
            byte[] file = files.containsKey(wanted) ? files.get(wanted) : ofJava(wanted);
            return Optional.ofNullable(file).map(ClassFiles::parse);
        });
    }

    /** The class and all its super types, as far as they are known, nearest first. */
    List<ClassNode> hierarchy(ClassNode type) {
        List<ClassNode> found = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        collect(type, seen, found);
        return found;
    }

    private void collect(ClassNode type, Set<String> seen, List<ClassNode> found) {
        if (!seen.add(type.name)) {
            return;
        }
        found.add(type);
        if (type.superName != null) {
            find(type.superName).ifPresent(parent -> collect(parent, seen, found));
        }
        type.interfaces.forEach(name -> find(name).ifPresent(parent -> collect(parent, seen, found)));
    }

    static ClassNode parse(byte[] file) {
        ClassNode node = new ClassNode();
        new ClassReader(file).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return node;
    }

    private static void addArchive(InputStream in, Map<String, byte[]> files) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
            if (isArchive(entry.getName())) {
                addArchive(new ByteArrayInputStream(zip.readAllBytes()), files);
            } else if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                files.putIfAbsent(name(entry.getName()), zip.readAllBytes());
            }
        }
    }

    private static boolean isArchive(String path) {
        return ARCHIVES.stream().anyMatch(path::endsWith);
    }

    private static String name(String path) {
        return path.substring(0, path.length() - ".class".length()).replace('\\', '/');
    }

    private static byte[] ofJava(String name) {
        if (!JAVA.matcher(name).lookingAt()) {
            return null;
        }
        try (InputStream in = ClassLoader.getPlatformClassLoader().getResourceAsStream(name + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
