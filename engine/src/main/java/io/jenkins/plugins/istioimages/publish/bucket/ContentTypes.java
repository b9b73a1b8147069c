package io.jenkins.plugins.istioimages.publish.bucket;

import java.util.LinkedHashMap;
import java.util.Map;

/** What browsers are told that a file of a release is. */
final class ContentTypes {
    static final String TEXT = "text/plain; charset=utf-8";
    private static final Map<String, String> BY_SUFFIX = suffixes();

    private ContentTypes() {}

    static String of(String name) {
        return BY_SUFFIX.entrySet().stream()
                .filter(type -> name.endsWith(type.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(name.endsWith("SHA256SUMS") ? TEXT : "application/octet-stream");
    }

    private static Map<String, String> suffixes() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put(".gz", "application/gzip");
        types.put(".tgz", "application/gzip");
        types.put(".zip", "application/zip");
        types.put(".tar", "application/x-tar");
        types.put(".deb", "application/vnd.debian.binary-package");
        types.put(".rpm", "application/x-rpm");
        types.put(".spdx.json", "application/spdx+json");
        types.put(".json", "application/json");
        types.put(".yaml", "application/yaml");
        types.put(".yml", "application/yaml");
        types.put(".html", "text/html; charset=utf-8");
        types.put(".md", "text/markdown; charset=utf-8");
        types.put(".spdx", TEXT);
        types.put(".sha256", TEXT);
        types.put(".txt", TEXT);
        return types;
    }
}
