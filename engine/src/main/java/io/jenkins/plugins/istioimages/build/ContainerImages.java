package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Gets builder images onto the machine. */
final class ContainerImages {
    /** Another stage may pull the same tag for another platform between our pull and our look. */
    private static final int TRIES = 3;

    private final ContainerClient client;

    ContainerImages(ContainerClient client) {
        this.client = client;
    }

    /**
     * The stage's builder image for its builder platform, pulled where the policy says so.
     *
     * @param output hears what the container program says of a pull
     * @throws StageFailedException if it is not to be had
     */
    ContainerImage get(Stage stage, PullPolicy policy, Consumer<String> output) {
        Optional<ContainerImage> there = find(stage);
        if (policy != PullPolicy.ALWAYS && there.isPresent() && fits(there.get(), stage)) {
            return there.get();
        }
        if (policy == PullPolicy.NEVER) {
            throw new StageFailedException(
                    stage.id(),
                    "builder image " + stage.builderImage() + " is not on this machine"
                            + there.map(image -> " for " + stage.builderPlatform() + ", only for " + image.platform())
                                    .orElse("")
                            + ", and is not to be pulled",
                    List.of());
        }
        return pulled(stage, output);
    }

    private ContainerImage pulled(Stage stage, Consumer<String> output) {
        Optional<ContainerImage> pulled = Optional.empty();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            pull(stage, output);
            pulled = find(stage);
            if (pulled.isPresent() && fits(pulled.get(), stage)) {
                return pulled.get();
            }
        }
        throw new StageFailedException(
                stage.id(),
                "builder image " + stage.builderImage() + " was pulled for " + stage.builderPlatform() + " and is for "
                        + pulled.map(ContainerImage::platform).orElse("nothing"),
                List.of());
    }

    private void pull(Stage stage, Consumer<String> output) {
        List<String> arguments = new ArrayList<>(List.of("pull"));
        if (!stage.builderPlatform().isEmpty()) {
            arguments.addAll(List.of("--platform", stage.builderPlatform()));
        }
        arguments.add(stage.builderImage());
        ProcessResult result = client.run(output, arguments);
        if (!result.succeeded()) {
            throw new StageFailedException(
                    stage.id(),
                    "builder image " + stage.builderImage() + " is not on this machine and " + client.program()
                            + " cannot pull it",
                    result.tail());
        }
    }

    private Optional<ContainerImage> find(Stage stage) {
        ProcessResult result =
                client.ask("image", "inspect", "--format", "{{.Id}} {{.Os}}/{{.Architecture}}", stage.builderImage());
        if (!result.succeeded()) {
            return Optional.empty();
        }
        return result.tail().stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 2 && words[0].matches("(sha256:)?[0-9a-f]{64}"))
                .map(words -> new ContainerImage(words[0], words[1]))
                .findFirst();
    }

    private static boolean fits(ContainerImage image, Stage stage) {
        if (stage.builderPlatform().isEmpty()) {
            return true;
        }
        Platform wanted = Platform.parse(stage.builderPlatform());
        return image.platform().equals(wanted.os() + "/" + wanted.architecture());
    }
}
