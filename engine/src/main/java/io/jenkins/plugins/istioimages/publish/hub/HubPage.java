package io.jenkins.plugins.istioimages.publish.hub;

import io.jenkins.plugins.istioimages.oci.Repository;
import java.net.URI;

/** Where a person can see a repository. */
final class HubPage {
    private HubPage() {}

    /** Most registries have a page at, or lead on from, the repository's own name; Docker Hub has it on another host. */
    static URI of(Repository repository) {
        return URI.create(
                repository.registry().equals(Repository.DOCKER_HUB)
                        ? "https://hub.docker.com/r/" + repository.path()
                        : "https://" + repository);
    }
}
