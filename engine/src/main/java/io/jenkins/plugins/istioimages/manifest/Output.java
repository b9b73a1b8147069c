package io.jenkins.plugins.istioimages.manifest;

import java.util.Locale;

/** What a build can produce ({@code outputs}); names are read without regard to case. */
public enum Output {
    DOCKER,
    HELM,
    DEBIAN,
    RPM,
    ARCHIVE,
    GRAFANA,
    /** Licences of every repository; release-builder always makes them. */
    LICENSES,
    /** {@code sources.tar.gz}; release-builder always makes it. */
    SOURCES,
    /** Bills of materials; release-builder always makes them, unless {@code skipGenerateBillOfMaterials} says no. */
    SBOM,
    /** release-builder's look for new base images; read, and nothing is made of it here. */
    SCANNER;

    /** As it stands in a manifest. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
