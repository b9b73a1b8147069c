package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.build.ContainerArguments;
import io.jenkins.plugins.istioimages.build.ContainerOptions;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.Serializable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/**
 * The builder container of a stage as {@code docker.image(image).inside(arguments)} of Docker Pipeline takes it. That
 * splits the arguments as a shell would (hudson.util.QuotedStringTokenizer), and then Jenkins puts values in the place of
 * what looks like a variable (hudson.Launcher, Util.replaceMacro). So each argument is quoted here, whatever it holds.
 */
public final class StageContainer implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern ID = Pattern.compile("(sha256:)?[0-9a-f]{64}");

    private final String image;
    private final String arguments;

    private StageContainer(String image, String arguments) {
        this.image = image;
        this.arguments = arguments;
    }

    /**
     * From what an agent found.
     *
     * @param directory of the stage on the agent
     * @param image its id there: the tag may become another one meanwhile
     * @param keepsUser see {@link ContainerArguments#of}
     * @throws MalformedContentException if the id is none
     */
    public static StageContainer of(
            Stage stage, String directory, ContainerOptions options, String image, boolean keepsUser) {
        if (!ID.matcher(image).matches()) {
            throw new MalformedContentException(
                    "the agent of " + stage.id() + " says that its builder image is '" + image + "', which is no id");
        }
        return new StageContainer(
                image,
                ContainerArguments.of(stage, directory, options, keepsUser).stream()
                        .map(StageContainer::quoted)
                        .collect(Collectors.joining(" ")));
    }

    /** Id of the image on the agent. */
    @Whitelisted
    public String getImage() {
        return image;
    }

    /** Of {@code docker run}. */
    @Whitelisted
    public String getArguments() {
        return arguments;
    }

    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "$$") + '"';
    }
}
