package io.jenkins.plugins.istioimages.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    @TempDir
    Path home;

    @Test
    void the_war_the_plugins_and_the_built_plugin_are_found() throws IOException {
        Path war = Files.createFile(home.resolve("jenkins.war"));
        Path hpi = home.resolve("plugin/target/istio-images.hpi");
        Files.createDirectories(hpi.getParent());
        Files.createFile(hpi);

        assertThat(Inputs.from(Map.of("JENKINS_WAR", war.toString(), "JENKINS_PLUGINS", home.toString()), home))
                .isEqualTo(new Inputs(war, home, hpi));
    }

    @Test
    void who_gives_no_jenkins_is_told_what_to_give() {
        assertThatThrownBy(() -> Inputs.from(Map.of(), home))
                .hasMessageStartingWith("give JENKINS_WAR=the jenkins.war to test on: make acceptance JENKINS_WAR=");
    }

    @Test
    void a_war_that_is_not_there_is_named() {
        assertThatThrownBy(() -> Inputs.from(Map.of("JENKINS_WAR", "/no/jenkins.war"), home))
                .hasMessage("JENKINS_WAR is /no/jenkins.war, which is no file");
    }

    @Test
    void who_gives_no_plugins_is_told_so() throws IOException {
        Path war = Files.createFile(home.resolve("jenkins.war"));

        assertThatThrownBy(() -> Inputs.from(Map.of("JENKINS_WAR", war.toString()), home))
                .hasMessageStartingWith("give JENKINS_PLUGINS=a directory of .hpi or .jpi files");
    }
}
