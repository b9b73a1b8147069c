package io.jenkins.plugins.istioimages.acceptance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Plugins with all that they need, out of those at hand.
 *
 * @param plugins to install, by name
 * @param missing what was asked for or needed and is not at hand; each with who needs it
 */
public record PluginClosure(Map<String, PluginFile> plugins, List<String> missing) {
    public PluginClosure {
        plugins = new TreeMap<>(plugins);
        missing = List.copyOf(missing);
    }

    /** The plugins in a directory; of two of one name the one that was written last. */
    public static List<PluginFile> readDirectory(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            Map<String, PluginFile> byName = new HashMap<>();
            files.filter(file ->
                            file.toString().endsWith(".hpi") || file.toString().endsWith(".jpi"))
                    .sorted(java.util.Comparator.comparing(file -> file.toFile().lastModified()))
                    .map(PluginFile::read)
                    .forEach(plugin -> byName.put(plugin.name(), plugin));
            return List.copyOf(byName.values());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Resolves.
     *
     * @param roots names of the plugins wanted; optional dependencies are not followed
     * @param available all plugins at hand
     */
    public static PluginClosure of(Collection<String> roots, Collection<PluginFile> available) {
        Map<String, PluginFile> byName = new HashMap<>();
        available.forEach(plugin -> byName.put(plugin.name(), plugin));
        Map<String, PluginFile> found = new TreeMap<>();
        TreeSet<String> missing = new TreeSet<>();
        List<String[]> wanted = new ArrayList<>();
        roots.forEach(root -> wanted.add(new String[] {root, "the tests"}));
        while (!wanted.isEmpty()) {
            String[] next = wanted.remove(wanted.size() - 1);
            PluginFile plugin = byName.get(next[0]);
            if (plugin == null) {
                missing.add(next[0] + ", needed by " + next[1]);
            } else if (found.put(plugin.name(), plugin) == null) {
                plugin.dependencies().stream()
                        .filter(dependency -> !dependency.optional())
                        .forEach(dependency -> wanted.add(new String[] {dependency.name(), plugin.name()}));
            }
        }
        return new PluginClosure(found, List.copyOf(missing));
    }

    /** Whether nothing is missing. */
    public boolean isComplete() {
        return missing.isEmpty();
    }

    /** Puts them where Jenkins loads plugins from. */
    public void install(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (PluginFile plugin : plugins.values()) {
            Files.copy(plugin.path(), directory.resolve(plugin.name() + ".jpi"));
        }
    }
}
