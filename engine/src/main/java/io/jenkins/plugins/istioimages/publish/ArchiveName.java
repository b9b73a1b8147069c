package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.List;

/**
 * What an archive calls its image, taken apart as istio's docker-builder puts it together: {@code VERSION[-VARIANT]
 * [-ARCH]}. The architecture is cut off only where it is the one that the image's config says.
 *
 * @param image last component of the repository, for example {@code pilot}
 * @param version empty where only a file name told the image
 * @param variant for example {@code distroless}; empty for the default one
 */
record ArchiveName(String image, String version, String variant) {
    private static final List<String> EXTENSIONS = List.of(".tar.gz", ".tgz", ".tar");

    /** From a name in the archive, which is what counts. */
    static ArchiveName of(Reference name, Platform platform, List<String> variants) {
        String tag = withoutPlatform(name.tag().orElse(""), platform);
        String variant = variant(tag, variants);
        return new ArchiveName(name.repository().name(), without(tag, variant), variant);
    }

    /** From the name of the file: where the archive names nothing. */
    static ArchiveName ofFile(String file, Platform platform, List<String> variants) {
        String base = withoutPlatform(withoutExtension(file), platform);
        String variant = variant(base, variants);
        return new ArchiveName(without(base, variant), "", variant);
    }

    static boolean isArchive(String file) {
        return EXTENSIONS.stream().anyMatch(file::endsWith);
    }

    /** A version, or a tag in its place, with this image's variant. */
    String tag(String versionOrTag) {
        return variant.isEmpty() ? versionOrTag : versionOrTag + "-" + variant;
    }

    /** For people: {@code pilot:1.14.5-distroless}. */
    String label() {
        return version.isEmpty() ? image : image + ":" + tag(version);
    }

    private static String withoutExtension(String file) {
        return EXTENSIONS.stream()
                .filter(file::endsWith)
                .findFirst()
                .map(extension -> file.substring(0, file.length() - extension.length()))
                .orElse(file);
    }

    private static String withoutPlatform(String text, Platform platform) {
        String architecture = platform.architecture();
        return List.of(architecture + platform.variant(), architecture + "-" + platform.variant(), architecture)
                .stream()
                .filter(suffix -> endsWith(text, suffix))
                .findFirst()
                .map(suffix -> without(text, suffix))
                .orElse(text);
    }

    private static String variant(String text, List<String> variants) {
        return variants.stream()
                .filter(variant -> endsWith(text, variant))
                .findFirst()
                .orElse("");
    }

    private static boolean endsWith(String text, String suffix) {
        return !suffix.isEmpty() && text.endsWith("-" + suffix) && text.length() > suffix.length() + 1;
    }

    private static String without(String text, String suffix) {
        return suffix.isEmpty() ? text : text.substring(0, text.length() - suffix.length() - 1);
    }
}
