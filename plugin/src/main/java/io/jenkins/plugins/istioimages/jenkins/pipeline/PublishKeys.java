package io.jenkins.plugins.istioimages.jenkins.pipeline;

import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.LIST;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.TEXT;

import java.util.List;

/** Keys that say from where something is published: those that pipelines beside {@code istioPipeline} have in common. */
final class PublishKeys {
    /** Branches that publish until something else is said. */
    static final List<String> BRANCHES = List.of("main", "master", "release-*");

    static final Key PUBLISH_BRANCHES = new Key("publishBranches", LIST, String.join(", ", BRANCHES));
    static final Key PULL_REQUEST_BRANCHES = new Key("pullRequestBranches", LIST, "the system's");
    static final Key LABEL = new Key("label", TEXT, "any agent");

    private PublishKeys() {}
}
