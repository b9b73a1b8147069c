package io.jenkins.plugins.istioimages.envoy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Envoy of one platform on disk.
 *
 * @param envoy the binary
 * @param extensions Wasm modules by file name, like {@code stats-filter.wasm}; newer releases have none
 */
public record EnvoyFiles(Path envoy, SortedMap<String, Path> extensions) {
    /** Where istio's images have the binary. */
    static final String BINARY = "usr/local/bin/envoy";
    /** Where they have extensions. */
    static final String EXTENSIONS = "etc/istio/extensions";

    public EnvoyFiles {
        extensions = Collections.unmodifiableSortedMap(new TreeMap<>(extensions));
    }
}
