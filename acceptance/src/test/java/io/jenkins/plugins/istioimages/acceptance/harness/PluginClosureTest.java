package io.jenkins.plugins.istioimages.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.acceptance.harness.PluginFile.Dependency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginClosureTest {
    @TempDir
    Path directory;

    @Test
    void a_plugin_is_read_from_its_manifest() throws IOException {
        Path file = plugin("steps.hpi", "steps", "3.1", "structs:2;resolution:=optional,core-api:1.5");

        assertThat(PluginFile.read(file))
                .isEqualTo(new PluginFile(
                        file,
                        "steps",
                        "3.1",
                        List.of(new Dependency("structs", "2", true), new Dependency("core-api", "1.5", false))));
    }

    @Test
    void a_plugin_without_dependencies_has_none() throws IOException {
        assertThat(PluginFile.read(plugin("alone.hpi", "alone", "1", null)).dependencies())
                .isEmpty();
    }

    @Test
    void a_jar_that_is_no_plugin_is_named() throws IOException {
        Path file = plugin("library.hpi", null, null, null);

        assertThatThrownBy(() -> PluginFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " is no Jenkins plugin: its manifest has no Short-Name");
    }

    @Test
    void what_a_plugin_needs_comes_with_it_and_what_it_could_do_without_does_not() throws IOException {
        plugin("ours.hpi", "ours", "1", "steps:3,docs:1;resolution:=optional");
        plugin("steps.jpi", "steps", "3", "structs:1");
        plugin("structs.hpi", "structs", "1", null);
        plugin("docs.hpi", "docs", "1", null);

        PluginClosure closure = PluginClosure.of(List.of("ours"), PluginClosure.readDirectory(directory));

        assertThat(closure.plugins()).containsOnlyKeys("ours", "steps", "structs");
        assertThat(closure.isComplete()).isTrue();
    }

    @Test
    void what_is_not_there_is_named_with_who_needs_it() throws IOException {
        plugin("ours.hpi", "ours", "1", "steps:3,structs:1");
        plugin("structs.hpi", "structs", "1", "asm:9");

        PluginClosure closure = PluginClosure.of(List.of("ours", "git"), PluginClosure.readDirectory(directory));

        assertThat(closure.isComplete()).isFalse();
        assertThat(closure.missing())
                .containsExactly("asm, needed by structs", "git, needed by the tests", "steps, needed by ours");
    }

    @Test
    void plugins_that_need_each_other_are_each_taken_once() throws IOException {
        plugin("a.hpi", "a", "1", "b:1");
        plugin("b.hpi", "b", "1", "a:1");

        assertThat(PluginClosure.of(List.of("a"), PluginClosure.readDirectory(directory))
                        .plugins())
                .containsOnlyKeys("a", "b");
    }

    @Test
    void files_are_installed_under_the_names_that_jenkins_knows_plugins_by() throws IOException {
        plugin("ours-1.0-SNAPSHOT.hpi", "ours", "1", null);
        Path plugins = directory.resolve("home/plugins");

        PluginClosure.of(List.of("ours"), PluginClosure.readDirectory(directory))
                .install(plugins);

        assertThat(plugins.resolve("ours.jpi")).isRegularFile();
    }

    private Path plugin(String file, String name, String version, String dependencies) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        put(attributes, "Short-Name", name);
        put(attributes, "Plugin-Version", version);
        put(attributes, "Plugin-Dependencies", dependencies);
        Path path = directory.resolve(file);
        new JarOutputStream(Files.newOutputStream(path), manifest).close();
        return path;
    }

    private static void put(Attributes attributes, String name, String value) {
        if (value != null) {
            attributes.putValue(name, value);
        }
    }
}
