package io.jenkins.plugins.istioimages.acceptance.harness;

import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a registry holds below a path, as its own storage has it: also manifests without a tag and layers without a
 * manifest, which no client can list.
 *
 * @param links digests that repositories link to, by the path of the link
 */
public record RegistryContent(SortedMap<String, String> links) {
    private static final String TAGS = "/_manifests/tags/";

    /** @param path first elements of the names of repositories, such as {@code istio/staging} */
    static RegistryContent below(DockerRegistry registry, String path) {
        Path repositories = registry.storage().resolve("docker/registry/v2/repositories");
        Path top = repositories.resolve(path);
        SortedMap<String, String> links = new TreeMap<>();
        if (Files.exists(top)) {
            try (Stream<Path> files = Files.walk(top)) {
                for (Path file : files.filter(RegistryContent::isLink).toList()) {
                    links.put(repositories.relativize(file).toString(), Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new RegistryContent(links);
    }

    /** Digests by {@code repository:tag}. */
    public SortedMap<String, String> tags() {
        SortedMap<String, String> tags = new TreeMap<>();
        links.forEach((path, digest) -> {
            int at = path.indexOf(TAGS);
            if (at > 0 && path.endsWith("/current/link")) {
                String tag = path.substring(at + TAGS.length(), path.length() - "/current/link".length());
                tags.put(path.substring(0, at) + ":" + tag, digest);
            }
        });
        return tags;
    }

    /** Digests of images by {@code repository:tag}: all but what a staging registry remembers of stages. */
    public SortedMap<String, String> images() {
        SortedMap<String, String> images = tags();
        images.keySet().removeIf(tag -> tag.contains("/stage-results:"));
        return images;
    }

    /** What is here and was not there, or is another one now. */
    public RegistryContent since(RegistryContent before) {
        SortedMap<String, String> added = new TreeMap<>(links);
        added.entrySet().removeAll(before.links.entrySet());
        return new RegistryContent(added);
    }

    private static boolean isLink(Path file) {
        return file.getFileName().toString().equals("link");
    }
}
