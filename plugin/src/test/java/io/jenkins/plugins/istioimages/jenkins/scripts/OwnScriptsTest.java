package io.jenkins.plugins.istioimages.jenkins.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OwnScriptsTest {
    private static final String OWN =
            "jar:file:/home/plugins/istio-images/WEB-INF/lib/istio-images.jar!/io/x/IstioBuildScript.groovy";

    @Test
    void allows_a_script_of_its_own_jar() throws MalformedURLException {
        assertThat(own().isAllowed(OWN)).isTrue();
    }

    @Test
    void refuses_a_script_of_the_same_name_in_another_jar() throws MalformedURLException {
        assertThat(own().isAllowed(OWN.replace("istio-images.jar", "other.jar")))
                .isFalse();
    }

    @Test
    void refuses_other_files_of_its_own_jar() throws MalformedURLException {
        assertThat(own().isAllowed(OWN.replace("IstioBuildScript", "config"))).isFalse();
    }

    /** Values go from step to step; none becomes a part of a text that something evaluates. */
    @ParameterizedTest
    @MethodSource("names")
    void scripts_join_no_texts_and_evaluate_none(String name) throws IOException {
        try (InputStream in = OwnScripts.class.getResourceAsStream(name + ".groovy")) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(script)
                    .doesNotContain("\"", "$", "evaluate", "Eval.", "GroovyShell", "load(", "load '", "readTrusted")
                    .doesNotContain(".execute(", "bat ", "powershell", "withCredentials", "env.");
            assertThat(script.lines().filter(line -> line.matches(".*\\bsh\\b.*")))
                    .allSatisfy(line -> assertThat(line).contains("script: command.script"));
        }
    }

    static Set<String> names() {
        return OwnScripts.NAMES;
    }

    private static OwnScripts own() throws MalformedURLException {
        return new OwnScripts(Stream.of(URI.create(OWN).toURL()));
    }
}
