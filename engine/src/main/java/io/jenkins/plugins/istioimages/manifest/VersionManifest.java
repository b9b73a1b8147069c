package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The manifest that a {@code Dockerfile.version} stands for where it is all there is, as in resf/istio: that version of
 * istio, for amd64 and arm64, with the proxy that it names.
 */
public final class VersionManifest {
    /** Where the repositories {@code istio} and {@code proxy} are, unless somebody says otherwise. */
    public static final String REPOSITORIES = "https://github.com/istio";

    private VersionManifest() {}

    /** Whether a file is a Dockerfile by its name: {@code Dockerfile.version}, {@code istio.Dockerfile}. */
    public static boolean isMeant(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.equals("dockerfile") || name.startsWith("dockerfile.") || name.endsWith(".dockerfile");
    }

    /**
     * Reads the file.
     *
     * @param repositories URL or directory below which the repositories are
     * @throws InputException if the file is no {@link DockerfileVersion}, or no repository can be there
     */
    public static ReadManifest read(Path file, String repositories) {
        return of(file.toString(), DockerfileVersion.read(file), repositories);
    }

    /**
     * The manifest for a version that was said otherwise.
     *
     * @param name of the file that stands for the rest
     * @throws InputException if no repository can be there
     */
    public static ReadManifest of(String name, DockerfileVersion version, String repositories) {
        String base = repositories.strip().replaceFirst("/+$", "");
        String yaml = """
                architectures: [linux/amd64, linux/arm64]
                dependencies:
                  istio:
                    git: "%1$s/istio"
                    branch: "%2$s"
                  proxy:
                    git: "%1$s/proxy"
                    auto: deps
                """.formatted(base.replace("\\", "\\\\").replace("\"", "\\\""), version.version());
        try {
            return ManifestReader.read(name, yaml.getBytes(StandardCharsets.UTF_8), version);
        } catch (InvalidFileException e) {
            throw new InputException(
                    "repositories cannot be below '" + repositories + "': expected a URL like " + REPOSITORIES
                            + ", or a directory",
                    e);
        }
    }
}
