package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.manifest.DockerfileVersion;
import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import io.jenkins.plugins.istioimages.manifest.ReadManifest;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.manifest.VersionManifest;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which release: the texts of the step's parameters. The manifest may be a {@code Dockerfile.version} alone, as resf/istio
 * has it.
 */
final class ManifestRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String manifest;
    private final String version;
    private final String versionFrom;
    private final String repositories;

    private ManifestRequest(String manifest, String version, String versionFrom, String repositories) {
        this.manifest = manifest;
        this.version = version;
        this.versionFrom = versionFrom;
        this.repositories = repositories;
    }

    /** @param manifest path of the release manifest in the workspace */
    ManifestRequest(String manifest) {
        this(manifest, "", "", "");
    }

    ManifestRequest version(String text) {
        return new ManifestRequest(manifest, text, versionFrom, repositories);
    }

    ManifestRequest versionFrom(String path) {
        return new ManifestRequest(manifest, version, path, repositories);
    }

    ManifestRequest repositories(String place) {
        return new ManifestRequest(manifest, version, versionFrom, place);
    }

    /**
     * Says what is wrong before any agent is asked.
     *
     * @throws InputException if a text is wrong
     */
    void check() {
        if (manifest.isBlank()) {
            throw new InputException("say which manifest to build, like manifest.yaml");
        }
        if (!version.isEmpty()) {
            new ReleaseVersion(version);
        }
        if (!version.isEmpty() && !versionFrom.isEmpty()) {
            throw new InputException("version and versionFrom both say the version: leave one of them out");
        }
        if (isVersionAlone() && !versionFrom.isEmpty()) {
            throw new InputException("versionFrom is for a manifest: " + manifest + " says the version itself");
        }
        if (!isVersionAlone() && !repositories.isEmpty()) {
            throw new InputException("repositories is for a Dockerfile.version: " + manifest + " names its own");
        }
    }

    /** Whether the manifest is a {@code Dockerfile.version}. */
    private boolean isVersionAlone() {
        return VersionManifest.isMeant(Path.of(manifest));
    }

    /**
     * Reads the manifest, with the version that was asked for.
     *
     * @throws InputException if it is wrong, or not in the workspace
     */
    ReadManifest read(Path workspace) {
        check();
        Path file = PlanCallable.inside(workspace, manifest);
        Optional<DockerfileVersion> given = givenVersion(workspace);
        if (isVersionAlone()) {
            String place = repositories.isEmpty() ? VersionManifest.REPOSITORIES : repositories;
            return given.map(said -> VersionManifest.of(manifest, said, place))
                    .orElseGet(() -> VersionManifest.read(file, place));
        }
        return given.map(said -> ManifestReader.read(file, said)).orElseGet(() -> ManifestReader.read(file));
    }

    private Optional<DockerfileVersion> givenVersion(Path workspace) {
        if (!version.isEmpty()) {
            return Optional.of(new DockerfileVersion(version, new SourceLocation("parameter version", 1, 1)));
        }
        return versionFrom.isEmpty()
                ? Optional.empty()
                : Optional.of(DockerfileVersion.read(PlanCallable.inside(workspace, versionFrom)));
    }
}
