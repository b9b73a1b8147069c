package io.jenkins.plugins.istioimages.jenkins.steps;

import io.jenkins.plugins.istioimages.jenkins.config.IstioImagesConfiguration;
import io.jenkins.plugins.istioimages.jenkins.data.HostNames;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a call leaves out comes from the system configuration; what it names wins. An empty word is one that was left out,
 * because forms cannot say the difference; the word {@code none} means nothing at all, whatever the system has.
 */
final class Defaults {
    static final String NONE = "none";

    private final IstioImagesConfiguration system;

    Defaults(IstioImagesConfiguration system) {
        this.system = system;
    }

    /** Those of now. */
    static Defaults inForce() {
        return new Defaults(IstioImagesConfiguration.get());
    }

    /** A parameter of a call by itself: empty where it is {@code none}. */
    static String named(String parameter) {
        String text = Texts.text(parameter);
        return text.equals(NONE) ? "" : text;
    }

    /** {@link #named(String)} of a list. */
    static List<String> named(List<String> parameter) {
        return parameter.equals(List.of(NONE)) ? List.of() : parameter;
    }

    String staging(String parameter) {
        return chosen(parameter, system.getStaging());
    }

    String builderImage(String parameter) {
        return chosen(parameter, system.getBuilderImage());
    }

    String caCredentialsId(String parameter) {
        return chosen(parameter, system.getCaCredentialsId());
    }

    List<String> hubs(List<String> parameter) {
        return chosen(parameter, system.getHub().isEmpty() ? List.of() : List.of(system.getHub()));
    }

    List<String> plainHttp(List<String> parameter) {
        return chosen(parameter, HostNames.in(system.getPlainHttp(), "plainHttp of the system configuration"));
    }

    /** Label expressions by platform: the system's, but for the platforms that the call names. */
    Map<String, String> labels(Map<String, String> parameter) {
        Map<String, String> labels = new TreeMap<>();
        system.labelsByPlatform().forEach((platform, label) -> labels.put(platform.toString(), label));
        parameter.forEach(
                (platform, label) -> labels.put(Platform.parse(platform).toString(), label));
        return labels;
    }

    /** Of the system; empty if it has none. */
    String credentialsId() {
        return system.getCredentialsId();
    }

    /** Hubs whose registries the system's credentials are for. */
    List<String> credentialsHubs() {
        return Stream.of(system.getHub(), system.getStaging())
                .filter(hub -> !hub.isEmpty() && !hub.startsWith("oci:"))
                .toList();
    }

    /** Of the system; empty if it has none. */
    String gitCredentialsId() {
        return system.getGitCredentialsId();
    }

    /** Servers that may have the system's password for git. */
    List<String> gitHosts() {
        return HostNames.in(system.getGitHosts(), "gitHosts of the system configuration");
    }

    private static String chosen(String parameter, String system) {
        return Texts.text(parameter).isEmpty() ? system : named(parameter);
    }

    private static List<String> chosen(List<String> parameter, List<String> system) {
        return parameter.isEmpty() ? system : named(parameter);
    }
}
