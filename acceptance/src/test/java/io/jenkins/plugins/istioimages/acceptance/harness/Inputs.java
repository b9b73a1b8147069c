package io.jenkins.plugins.istioimages.acceptance.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The Jenkins to test on, as the user gives it.
 *
 * @param war jenkins.war
 * @param plugins directory of .hpi and .jpi files
 * @param hpi the plugin under test
 */
public record Inputs(Path war, Path plugins, Path hpi) {
    /**
     * Reads them.
     *
     * @param environment has JENKINS_WAR and JENKINS_PLUGINS
     * @param home of this project, where the plugin was built
     * @throws IllegalArgumentException that says what is missing and how to give it
     */
    public static Inputs from(Map<String, String> environment, Path home) {
        Path war = given(environment, "JENKINS_WAR", "the jenkins.war to test on");
        if (!Files.isRegularFile(war)) {
            throw new IllegalArgumentException("JENKINS_WAR is " + war + ", which is no file");
        }
        Path plugins = given(environment, "JENKINS_PLUGINS", "a directory of .hpi or .jpi files");
        if (!Files.isDirectory(plugins)) {
            throw new IllegalArgumentException("JENKINS_PLUGINS is " + plugins + ", which is no directory");
        }
        Path hpi = home.resolve("plugin/target/istio-images.hpi");
        if (!Files.isRegularFile(hpi)) {
            throw new IllegalArgumentException("no " + hpi + "; make acceptance builds it first");
        }
        return new Inputs(war, plugins, hpi);
    }

    private static Path given(Map<String, String> environment, String name, String what) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("give " + name + "=" + what
                    + ": make acceptance JENKINS_WAR=/path/to/jenkins.war JENKINS_PLUGINS=/path/to/plugins");
        }
        return Path.of(value).toAbsolutePath().normalize();
    }
}
