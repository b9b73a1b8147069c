package io.jenkins.plugins.istioimages.manifest;

import java.util.List;
import java.util.Map;

/** The names that stand in a release manifest (release-builder pkg/model/model.go, releases 1.4 to 1.31). */
final class ManifestKeys {
    static final String VERSION = "version";
    static final String DOCKER = "docker";
    static final String DOCKER_OUTPUT = "dockerOutput";
    static final String ARCHITECTURES = "architectures";
    static final String DIRECTORY = "directory";
    static final String PROXY_OVERRIDE = "proxyOverride";
    static final String OUTPUTS = "outputs";
    static final String DASHBOARDS = "dashboards";
    static final String SKIP_BILL_OF_MATERIALS = "skipGenerateBillOfMaterials";
    static final String DEPENDENCIES = "dependencies";
    /** In a lock: how each dependency's commit was found. A record, without effect on a build. */
    static final String RESOLVED = "resolved";

    /** Top-level keys in the order in which they are written. */
    static final List<String> TOP = List.of(
            VERSION,
            DOCKER,
            DOCKER_OUTPUT,
            ARCHITECTURES,
            DIRECTORY,
            PROXY_OVERRIDE,
            OUTPUTS,
            SKIP_BILL_OF_MATERIALS,
            DEPENDENCIES,
            DASHBOARDS,
            RESOLVED);

    static final String GIT = "git";
    static final String BRANCH = "branch";
    static final String SHA = "sha";
    static final String AUTO = "auto";
    static final String LOCALPATH = "localpath";
    static final String GO_VERSION = "goversionenabled";

    /** Keys of one dependency in the order in which they are written. */
    static final List<String> DEPENDENCY = List.of(GIT, BRANCH, SHA, AUTO, LOCALPATH, GO_VERSION);

    static final String ISTIO = "istio";
    static final String ENVOY = "envoy";
    static final String PROXY = "proxy";

    /** Repositories of any release, 1.4 to newest. */
    static final List<String> REPOSITORIES = List.of(
            ISTIO,
            "cni",
            "operator",
            "api",
            PROXY,
            "ztunnel",
            "pkg",
            "client-go",
            "gogo-genproto",
            "test-infra",
            "tools",
            ENVOY,
            "enhancements",
            "release-builder",
            "common-files");

    /** Keys that were once read, and what to tell who still has them. */
    static final Map<String, String> OLDER = Map.of(
            "ignoreVulnerability", "release-builder dropped this key (its PR 799); it is read and has no effect");

    private ManifestKeys() {}
}
