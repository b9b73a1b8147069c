package io.jenkins.plugins.istioimages.jenkins.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;

/**
 * Compares jenkins-api with the real Jenkins: {@code mvn verify -Pjenkins -Djenkins.jars=DIR}, where the directory holds
 * {@code jenkins.war}, and the plugins that ours depends on; or several files and directories, as in a class path.
 */
@Tag("jenkins")
class JenkinsConformanceTest {
    private static ClassFiles ours;
    private static ClassFiles plugin;
    private static ClassFiles engine;
    private static ClassFiles real;

    @BeforeAll
    static void read() throws IOException, URISyntaxException {
        String jars = System.getProperty("jenkins.jars", "");
        assertThat(jars).as("-Djenkins.jars=DIR with the real Jenkins").isNotBlank();
        ours = ClassFiles.below(location("hudson.Extension"));
        plugin = ClassFiles.below(location("io.jenkins.plugins.istioimages.jenkins.scripts.OwnScripts"));
        engine = ClassFiles.below(location("io.jenkins.plugins.istioimages.oci.Digest"));
        real = new ClassFiles(Map.of());
        for (String place : Splitter.on(File.pathSeparatorChar).split(jars)) {
            real = ClassFiles.joined(real, ClassFiles.below(Path.of(place)));
        }
    }

    @Test
    void every_signature_is_the_real_one() {
        SignatureComparison comparison = new SignatureComparison(real);
        List<String> problems = ours.names().stream()
                .filter(name -> !name.endsWith("package-info"))
                .map(name -> ours.find(name).orElseThrow())
                .flatMap(type -> comparison.compare(type).stream())
                .toList();
        assertThat(problems).isEmpty();
    }

    @Test
    void the_plugin_has_all_methods_that_the_real_super_types_ask_for() {
        MissingMethods missing = new MissingMethods(ClassFiles.joined(plugin, real));
        Set<String> names = plugin.names();
        assertThat(names).isNotEmpty();
        List<String> problems = names.stream()
                .map(name -> plugin.find(name).orElseThrow())
                .flatMap((ClassNode type) -> missing.of(type).stream())
                .toList();
        assertThat(problems).isEmpty();
    }

    /** JGit, Jackson and whatever else plugins bring may be of another version than ours was compiled against. */
    @Test
    void everything_that_plugin_and_engine_call_is_there_in_a_real_jenkins() {
        ClassFiles own = ClassFiles.joined(plugin, engine);
        Linkage linkage = new Linkage(ClassFiles.joined(own, real));
        List<String> problems = own.names().stream()
                .flatMap(name -> linkage.missing(own.bytes(name)).stream())
                .toList();
        assertThat(problems).isEmpty();
    }

    private static Path location(String type) throws URISyntaxException {
        try {
            Path place = Path.of(Class.forName(type, false, JenkinsConformanceTest.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            assertThat(Files.exists(place)).isTrue();
            return place;
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
