package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.manifest.DockerfileVersion;
import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import io.jenkins.plugins.istioimages.manifest.ReadManifest;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which release: mixed into every verb that reads a manifest. */
final class ManifestOptions {
    @Option(
            names = {"-m", "--manifest"},
            required = true,
            paramLabel = "FILE",
            description = "release manifest, newest or older form of release-builder's manifest.yaml")
    private Path manifest;

    @Option(
            names = "--version-from",
            paramLabel = "FILE",
            description = "take the version from this Dockerfile.version: FROM istio/proxyv2:1.14.5")
    private Path versionFrom;

    Path file() {
        return manifest;
    }

    /** The file that the version stands in. */
    Path versionFile() {
        return versionFrom == null ? manifest : versionFrom;
    }

    /** Reads the manifest; what is to be said about it goes to the terminal. */
    ReleaseManifest read(Terminal terminal) {
        ReadManifest read = versionFrom == null
                ? ManifestReader.read(manifest)
                : ManifestReader.read(manifest, DockerfileVersion.read(versionFrom));
        read.notices().forEach(notice -> terminal.err().println("notice: " + notice));
        return read.manifest();
    }
}
