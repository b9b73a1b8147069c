package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The arguments of {@code docker run} for a stage: here and nowhere else they are put together. */
public final class ContainerArguments {
    /** On every container, with the stage's id. */
    public static final String LABEL = "io.jenkins.plugins.istioimages.stage";

    private ContainerArguments() {}

    /** A container's name: it follows from stage and directory, so that whoever comes next can end it. */
    public static String name(Stage stage, String directory) {
        return "istio-images-" + stage.id() + "-" + Digest.sha256(directory).shortHex();
    }

    /** The home directory of the commands, in the stage's directory: users of the machine have none in the image. */
    public static String home(String directory) {
        return directory + "/home";
    }

    /**
     * What stands between {@code run} and the image whoever starts the container: Jenkins' Docker Pipeline adds user,
     * workspace and its own command. The image's entry point is left out, because it may want to be root, or not to be
     * given a command.
     *
     * @param directory of the stage, absolute
     * @param keepUser whether the container program gives processes other users than they seem to have, unless it is
     *     told not to: podman without root
     */
    public static List<String> of(Stage stage, String directory, ContainerOptions options, boolean keepUser) {
        List<String> arguments = new ArrayList<>(List.of("--name", name(stage, directory)));
        arguments.addAll(List.of("--label", LABEL + "=" + stage.id()));
        arguments.add("--entrypoint=");
        if (!stage.builderPlatform().isEmpty()) {
            arguments.addAll(List.of("--platform", stage.builderPlatform()));
        }
        if (!options.user().isEmpty()) {
            arguments.addAll(List.of("--user", options.user()));
        }
        if (keepUser) {
            arguments.add("--userns=keep-id");
        }
        if (!options.network().isEmpty()) {
            arguments.addAll(List.of("--network", options.network()));
        }
        options.volumes()
                .forEach(volume ->
                        arguments.addAll(List.of("--volume", ContainerOptions.directory(volume) + ":" + volume)));
        Map<String, String> environment = new TreeMap<>(Map.of("HOME", home(directory)));
        environment.putAll(options.environment());
        environment.forEach((name, value) -> arguments.addAll(List.of("--env", name + "=" + value)));
        return arguments;
    }
}
