package io.jenkins.plugins.istioimages.manifest;

/** What a build can produce ({@code outputs}); names are read without regard to case. */
public enum Output {
    DOCKER,
    HELM,
    DEBIAN,
    RPM,
    ARCHIVE,
    GRAFANA,
    SCANNER
}
