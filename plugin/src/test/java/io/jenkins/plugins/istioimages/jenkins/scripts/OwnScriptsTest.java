package io.jenkins.plugins.istioimages.jenkins.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.MalformedURLException;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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

    private static OwnScripts own() throws MalformedURLException {
        return new OwnScripts(Stream.of(URI.create(OWN).toURL()));
    }
}
