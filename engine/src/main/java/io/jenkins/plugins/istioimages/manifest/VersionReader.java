package io.jenkins.plugins.istioimages.manifest;

import java.util.Optional;

/** Reads the version, which everything else may refer to. */
final class VersionReader {
    /** Stands in while the other problems of a manifest without a usable version are looked for. */
    private static final ReleaseVersion NONE = new ReleaseVersion("0.0.0");

    private final YamlMapping root;

    VersionReader(YamlMapping root) {
        this.root = root;
    }

    /** The version; one that stands in, and a recorded problem, where there is none. */
    ReleaseVersion read(Optional<DockerfileVersion> given) {
        if (given.isPresent()) {
            return agreed(given.get());
        }
        ReleaseVersion version =
                root.require(ManifestKeys.VERSION).flatMap(VersionReader::own).orElse(NONE);
        root.get(ManifestKeys.VERSION).filter(value -> !version.isSemantic()).ifPresent(VersionReader::tellNotSemantic);
        return version;
    }

    private ReleaseVersion agreed(DockerfileVersion given) {
        ReleaseVersion version = new ReleaseVersion(given.version());
        root.get(ManifestKeys.VERSION)
                .filter(value -> own(value).filter(own -> !own.equals(version)).isPresent())
                .ifPresent(value -> value.problem("the version is " + version + " by " + given.location()
                        + "; leave it out here, or make both equal"));
        return version;
    }

    private static Optional<ReleaseVersion> own(YamlValue value) {
        return value.parsed(ReleaseVersion::new);
    }

    private static void tellNotSemantic(YamlValue value) {
        value.notice("the version is not of the form X.Y.Z: Helm charts and Go module tags cannot have it");
    }
}
