package io.jenkins.plugins.istioimages.jenkins.pipeline;

import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.BOOLEAN;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.LINES;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.LIST;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.TEXT;

import java.util.ArrayList;
import java.util.List;

/** Keys that say how builder images are built: those of the step {@code builderImage}. */
public final class BuilderKeys {
    /** What pull requests are for where nobody says it. */
    static final String BASE = "main";

    private BuilderKeys() {}

    /** Those of the step, which the key {@code builderImages} of {@code istioPipeline} takes. */
    static Keys step() {
        return new Keys("builderImages", stepKeys());
    }

    /** Those of {@code builderPipeline}: the step's, and what says from where something is published. */
    static Keys pipeline() {
        List<Key> keys = new ArrayList<>(stepKeys());
        keys.add(new Key("builderFiles", LIST, "directory, Makefile and tools"));
        keys.add(new Key("baseBranch", TEXT, "the pull request's target, else " + BASE));
        keys.add(PublishKeys.PUBLISH_BRANCHES);
        keys.add(PublishKeys.PULL_REQUEST_BRANCHES);
        keys.add(PublishKeys.LABEL);
        return new Keys("builderPipeline", keys);
    }

    static List<Key> stepKeys() {
        return List.of(
                new Key("directory", TEXT, "docker"),
                new Key("versions", LIST, "all"),
                new Key("platforms", LIST, "what the directory's settings say"),
                new Key("since", TEXT, "what has changed since the last successful build"),
                new Key("hubs", LIST, "the system's hub"),
                new Key("tree", TEXT, "none"),
                new Key("checkCommand", LINES, "make, build, test"),
                new Key("containers", TEXT, "docker, else podman"),
                new Key("network", TEXT, "the program's"),
                new Key("pull", BOOLEAN, "false"),
                new Key("movingTagOnly", BOOLEAN, "false"),
                new Key("agentLabels", LINES, "the system's, else the architecture"),
                new Key("emulate", BOOLEAN, "true"),
                new Key("credentialsId", TEXT, "the system's"),
                new Key("plainHttp", LIST, "the system's"),
                new Key("caCredentialsId", TEXT, "the system's"));
    }
}
