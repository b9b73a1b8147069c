package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads release manifests: all keys of release-builder's newest and of its first form, strictly. Unknown keys, duplicate
 * keys and values that release-builder would quietly take for something else are problems, each with
 * {@code file:line:column}; all problems are reported together.
 */
public final class ManifestReader {
    private ManifestReader() {}

    /**
     * Reads a manifest that says its version itself; a {@code Dockerfile.version} is read as {@link VersionManifest}.
     *
     * @throws InputException if the file cannot be read
     * @throws InvalidFileException if the manifest is wrong
     */
    public static ReadManifest read(Path file) {
        return VersionManifest.isMeant(file)
                ? VersionManifest.read(file, VersionManifest.REPOSITORIES)
                : read(YamlFile.read(file), Optional.empty());
    }

    /**
     * Reads a manifest of which a {@code Dockerfile.version} says the version: its own {@code version} is missing, or
     * the same.
     *
     * @throws InputException if the file cannot be read
     * @throws InvalidFileException if the manifest is wrong
     */
    public static ReadManifest read(Path file, DockerfileVersion version) {
        return read(YamlFile.read(file), Optional.of(version));
    }

    /**
     * Reads a manifest from bytes.
     *
     * @param name of the file in locations
     * @throws InvalidFileException if the manifest is wrong
     */
    public static ReadManifest read(String name, byte[] content) {
        return read(YamlFile.of(name, content), Optional.empty());
    }

    /** {@link #read(Path, DockerfileVersion)} from bytes. */
    public static ReadManifest read(String name, byte[] content, DockerfileVersion version) {
        return read(YamlFile.of(name, content), Optional.of(version));
    }

    private static ReadManifest read(YamlFile file, Optional<DockerfileVersion> given) {
        YamlMapping root = file.root();
        ReleaseVersion version = new VersionReader(root).read(given);
        ReleaseManifest manifest = new ManifestBody(root, version).read();
        file.finish();
        return new ReadManifest(manifest, file.notices());
    }
}
