package io.jenkins.plugins.istioimages.bench.data;

import java.util.List;

/**
 * An image in a docker-archive, and what must be found in a registry after it was published.
 *
 * @param name last component of its repository
 * @param tag that users see, without platform: {@code 1.14.5-distroless}
 * @param machine its platform
 * @param file name of the archive in its directory
 * @param repoTag as the archive says it: {@code bench.example/istio/pilot:1.14.5-distroless-arm64}
 * @param diffIds digests of its plain layers, base first
 */
public record Archive(String name, String tag, Machine machine, String file, String repoTag, List<String> diffIds) {
    public Archive {
        diffIds = List.copyOf(diffIds);
    }

    /** Tag of this platform alone. */
    public String platformTag() {
        return tag + machine.suffix();
    }
}
