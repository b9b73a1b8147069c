package io.jenkins.plugins.istioimages.acceptance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A Jenkins plugin as a file, described by its manifest (Short-Name, Plugin-Version, Plugin-Dependencies).
 *
 * @param path of the .hpi or .jpi
 * @param dependencies in the order of the manifest
 */
public record PluginFile(Path path, String name, String version, List<Dependency> dependencies) {
    public PluginFile {
        dependencies = List.copyOf(dependencies);
    }

    /**
     * One entry of Plugin-Dependencies.
     *
     * @param version the least that does
     * @param optional whether the plugin starts without
     */
    public record Dependency(String name, String version, boolean optional) {
        static Dependency parse(String entry) {
            String[] parts = entry.strip().split(";", -1);
            String[] nameAndVersion = parts[0].split(":", 2);
            boolean optional =
                    Stream.of(parts).skip(1).anyMatch(part -> part.strip().equals("resolution:=optional"));
            return new Dependency(nameAndVersion[0], nameAndVersion.length == 2 ? nameAndVersion[1] : "", optional);
        }
    }

    /** @throws IllegalArgumentException if it is no plugin */
    public static PluginFile read(Path path) {
        try (JarFile jar = new JarFile(path.toFile())) {
            Attributes manifest = jar.getManifest() == null
                    ? new Attributes()
                    : jar.getManifest().getMainAttributes();
            String name = manifest.getValue("Short-Name");
            if (name == null) {
                throw new IllegalArgumentException(path + " is no Jenkins plugin: its manifest has no Short-Name");
            }
            String dependencies = manifest.getValue("Plugin-Dependencies");
            return new PluginFile(
                    path,
                    name,
                    String.valueOf(manifest.getValue("Plugin-Version")),
                    dependencies == null
                            ? List.of()
                            : Stream.of(dependencies.split(",", -1))
                                    .map(Dependency::parse)
                                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}
