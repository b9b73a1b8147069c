package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.DockerfileVersion;
import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import io.jenkins.plugins.istioimages.manifest.ReadManifest;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.manifest.VersionManifest;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which release: mixed into every verb that reads a manifest. */
final class ManifestOptions {
    @Option(
            names = {"-m", "--manifest"},
            required = true,
            paramLabel = "FILE",
            description = "release manifest, newest or older form of release-builder's manifest.yaml; or a"
                    + " Dockerfile.version alone, which stands for that version of istio for amd64 and arm64")
    private Path manifest;

    @Option(
            names = "--version-from",
            paramLabel = "FILE",
            description = "take the version from this Dockerfile.version: FROM istio/proxyv2:1.14.5")
    private Path versionFrom;

    @Option(
            names = "--repositories",
            paramLabel = "URL",
            description = "where istio and proxy are, if a Dockerfile.version is the manifest; else "
                    + VersionManifest.REPOSITORIES)
    private String repositories;

    Path file() {
        return manifest;
    }

    /** The file that the version stands in. */
    Path versionFile() {
        return versionFrom == null ? manifest : versionFrom;
    }

    /** Reads the manifest; what is to be said about it goes to the terminal. */
    ReleaseManifest read(Terminal terminal) {
        ReadManifest read = readFile();
        read.notices().forEach(notice -> terminal.err().println("notice: " + notice));
        return read.manifest();
    }

    private ReadManifest readFile() {
        boolean versionAlone = VersionManifest.isMeant(manifest);
        if (versionAlone && versionFrom != null) {
            throw new InputException("--version-from is for a manifest: " + manifest + " says the version itself");
        }
        if (!versionAlone && repositories != null) {
            throw new InputException("--repositories is for a Dockerfile.version: " + manifest + " names its own");
        }
        if (versionAlone) {
            return VersionManifest.read(manifest, repositories == null ? VersionManifest.REPOSITORIES : repositories);
        }
        return versionFrom == null
                ? ManifestReader.read(manifest)
                : ManifestReader.read(manifest, DockerfileVersion.read(versionFrom));
    }
}
