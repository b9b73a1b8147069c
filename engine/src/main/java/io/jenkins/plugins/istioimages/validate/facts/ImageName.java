package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the name of an archive of a release says: {@code IMAGE[-VARIANT][-ARCHITECTURE]} (istio
 * tools/docker-builder/docker.go, RunSave).
 *
 * @param image for example {@code pilot}
 * @param variant {@code debug}, {@code distroless}; empty for the default
 * @param platform that it is for; of several architectures only linux/amd64 has no suffix
 */
public record ImageName(String image, String variant, Platform platform) implements Comparable<ImageName> {
    /** Ending of the files. */
    public static final String ENDING = ".tar.gz";

    private static final List<String> VARIANTS = List.of("distroless", "debug");

    /**
     * Takes a file name apart.
     *
     * @param platforms of the release; the architecture of any other is part of the image's name
     * @return empty where it is no archive
     */
    static Optional<ImageName> of(String file, Collection<Platform> platforms) {
        if (!file.endsWith(ENDING)) {
            return Optional.empty();
        }
        String base = file.substring(0, file.length() - ENDING.length());
        // A release for one platform only has no suffix there (istio's own), or the one that it always has (ours).
        Platform platform = platforms.size() == 1 ? platforms.iterator().next() : Platform.LINUX_AMD64;
        for (Platform one : platforms) {
            String suffix = "-" + one.architecture() + one.variant();
            if (base.endsWith(suffix)) {
                platform = one;
                base = base.substring(0, base.length() - suffix.length());
                break;
            }
        }
        for (String variant : VARIANTS) {
            if (base.endsWith("-" + variant)) {
                return Optional.of(
                        new ImageName(base.substring(0, base.length() - variant.length() - 1), variant, platform));
            }
        }
        return Optional.of(new ImageName(base, "", platform));
    }

    /** The file that holds it in a release for several platforms. */
    public String file() {
        return ReleaseLayout.image(image, variant, platform);
    }

    /** The tag that it is published under, for a version. */
    public String tag(String version) {
        return variant.isEmpty() ? version : version + "-" + variant;
    }

    @Override
    public int compareTo(ImageName other) {
        return toString().compareTo(other.toString());
    }
}
