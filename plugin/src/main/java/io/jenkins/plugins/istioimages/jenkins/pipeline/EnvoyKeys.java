package io.jenkins.plugins.istioimages.jenkins.pipeline;

import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.BOOLEAN;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.LINES;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.LIST;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.TEXT;

import java.util.ArrayList;
import java.util.List;

/** The keys of {@code envoyPipeline}. */
final class EnvoyKeys {
    private EnvoyKeys() {}

    /** Those of the step {@code envoyBuild}, but for the manifest. */
    static List<Key> stepKeys() {
        return List.of(
                new Key("versionFrom", TEXT, "the manifest's version"),
                new Key("version", TEXT, "the manifest's, or that of versionFrom"),
                new Key("repositories", TEXT, "https://github.com/istio"),
                new Key("platforms", LIST, "the manifest's architectures"),
                new Key("allowUnsupported", BOOLEAN, "false"),
                new Key("reuse", LINES, "nothing"),
                new Key("extensions", TEXT, "compiled"),
                new Key("patches", TEXT, "none"),
                new Key("bazelArgs", LINES, "none"),
                new Key("bazelCache", TEXT, "in the workspace"),
                new Key("builderImage", TEXT, "none"),
                new Key("builderPlatform", TEXT, "whichever the agent takes"),
                new Key("builderUser", TEXT, "the agent's"),
                new Key("builderVolumes", LINES, "the workspace and bazelCache"),
                new Key("builderNetwork", TEXT, "Docker's"),
                new Key("builderEnv", LINES, "nothing"),
                new Key("builderPull", TEXT, "missing"),
                new Key("buildEnv", LINES, "nothing"),
                new Key("staging", TEXT, "the system's, else the manifest's hub"),
                new Key("credentialsId", TEXT, "the system's"),
                new Key("plainHttp", LIST, "the system's"),
                new Key("caCredentialsId", TEXT, "the system's"),
                new Key("gitCredentialsId", TEXT, "the system's"),
                new Key("gitHosts", LIST, "the system's"),
                new Key("agentLabels", LINES, "the system's, else the architecture"),
                new Key("compressor", TEXT, "gzip"),
                new Key("label", TEXT, "any agent"),
                new Key("failFast", BOOLEAN, "false"));
    }

    static Keys keys() {
        List<Key> keys = new ArrayList<>();
        keys.add(new Key("manifest", TEXT, IstioKeys.MANIFEST));
        keys.addAll(stepKeys());
        keys.add(new Key("dryRun", BOOLEAN, "false"));
        keys.add(new Key("releaseFiles", LIST, "manifest, versionFrom, patches and Makefile"));
        keys.add(new Key("releaseBranches", LIST, "release-*"));
        keys.add(new Key("releaseTags", LIST, "*"));
        keys.add(PublishKeys.PULL_REQUEST_BRANCHES);
        return new Keys("envoyPipeline", keys);
    }
}
