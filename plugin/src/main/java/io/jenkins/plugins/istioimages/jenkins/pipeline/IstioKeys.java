package io.jenkins.plugins.istioimages.jenkins.pipeline;

import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.BOOLEAN;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.LINES;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.LIST;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.MAP;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.ROWS;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.TEXT;

import io.jenkins.plugins.istioimages.jenkins.data.HubLogins;
import java.util.List;
import java.util.Map;

/** The keys of {@code istioPipeline}. */
public final class IstioKeys {
    static final String MANIFEST = "manifest.yaml";
    static final String NOTHING = "nothing";
    static final String RELEASE = "release";

    /** Keys that go to {@code istioBuild} as they are. */
    static final List<String> BUILD = List.of(
            "versionFrom",
            "version",
            "platforms",
            "staging",
            "agentLabels",
            "builderImage",
            "builderPlatform",
            "builderUser",
            "builderVolumes",
            "builderNetwork",
            "builderEnv",
            "builderPull",
            "imageBuilder",
            "ownBases",
            "baseImageBuilder",
            "repositories",
            "images",
            "variants",
            "envoy",
            "buildEnv",
            "compressor",
            "outputs",
            "label",
            "failFast",
            "allowUnsupported",
            "gitCredentialsId",
            "gitHosts",
            "plainHttp",
            "caCredentialsId");

    /** Keys that go to {@code publishOci} as they are. */
    static final List<String> PUBLISH = List.of(
            "hubs",
            "hubCredentials",
            "tags",
            "staging",
            "credentialsId",
            "stagingCredentialsId",
            "sign",
            "signPasswordCredentialsId",
            "plainHttp",
            "caCredentialsId");

    /** Keys that say who we are to git servers. */
    static final List<String> GIT = List.of("gitCredentialsId", "gitHosts");

    /** Keys that {@code publish} takes: those of {@code publishRelease} that are not keys of the pipeline itself. */
    static Keys release() {
        return new Keys(
                "publish",
                List.of(
                        new Key("aliases", LIST, "none"),
                        new Key("chartHubs", LIST, "none"),
                        new Key("sbom", BOOLEAN, "false"),
                        new Key("gitTags", BOOLEAN, "false"),
                        new Key("gitPush", LINES, "where sources came from"),
                        new Key("gitCredentialsId", TEXT, "the pipeline's"),
                        new Key("gitHosts", LIST, "the pipeline's"),
                        new Key("tagger", TEXT, "GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL"),
                        new Key("github", TEXT, "none"),
                        new Key("githubApi", TEXT, "github.com's"),
                        new Key("githubCredentialsId", TEXT, "none"),
                        new Key("draft", BOOLEAN, "false"),
                        new Key("notes", TEXT, "links to artifacts and announcement"),
                        new Key("grafana", BOOLEAN, "false"),
                        new Key("grafanaUrl", TEXT, "https://grafana.com"),
                        new Key("grafanaCredentialsId", TEXT, "none"),
                        new Key("buckets", LIST, "none"),
                        new Key("bucketAliases", LIST, "none"),
                        new Key("helmBucket", TEXT, "none"),
                        new Key("helmUrl", TEXT, "where the bucket is"),
                        new Key("bucketCredentialsId", TEXT, "what the agent has"),
                        new Key("replace", BOOLEAN, "false")));
    }

    /** Keys of a row of {@code hubCredentials}. */
    private static Keys hubCredentials() {
        return new Keys(
                "hubCredentials",
                List.of(new Key("registry", TEXT, "must be given"), new Key("credentialsId", TEXT, "the system's")));
    }

    /**
     * Credentials of single registries.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if a row has other keys, or names no registry
     */
    static HubLogins hubLogins(Settings settings) {
        HubLogins logins = HubLogins.none();
        for (Map<String, Object> row : settings.rows("hubCredentials")) {
            Settings read = hubCredentials().read(row);
            logins = logins.with(read.text("registry"), read.text("credentialsId"));
        }
        return logins;
    }

    private IstioKeys() {}

    /** All of them. */
    public static Keys keys() {
        return new Keys(
                "istioPipeline",
                List.of(
                        new Key("manifest", TEXT, MANIFEST),
                        new Key("versionFrom", TEXT, "the manifest's version"),
                        new Key("version", TEXT, "the manifest's, or that of versionFrom"),
                        new Key("repositories", TEXT, "https://github.com/istio"),
                        new Key("platforms", LIST, "the manifest's architectures"),
                        new Key("allowUnsupported", BOOLEAN, "false"),
                        new Key("target", TEXT, "staging; hubs for a tag"),
                        new Key("dryRun", BOOLEAN, "false"),
                        new Key("staging", TEXT, "the system's, else the manifest's hub"),
                        new Key("hubs", LIST, "the system's hub"),
                        new Key("tags", LIST, "the version"),
                        new Key("credentialsId", TEXT, "the system's"),
                        new Key("hubCredentials", ROWS, "credentialsId"),
                        new Key("stagingCredentialsId", TEXT, "credentialsId"),
                        new Key("sign", TEXT, "nothing is signed"),
                        new Key("signPasswordCredentialsId", TEXT, "the key is not encrypted"),
                        new Key("publish", MAP, "images alone are published"),
                        new Key("plainHttp", LIST, "the system's"),
                        new Key("caCredentialsId", TEXT, "the system's"),
                        new Key("gitCredentialsId", TEXT, "the system's"),
                        new Key("gitHosts", LIST, "the system's"),
                        new Key("releaseBranches", LIST, "release-*"),
                        new Key("releaseTags", LIST, "*"),
                        new Key("pullRequestBranches", LIST, "the system's"),
                        new Key("releaseFiles", LIST, "manifest, versionFrom and Makefile"),
                        new Key("builderFiles", LIST, "tools and the directory of builderImages"),
                        new Key("builderImages", MAP, "no builder images are built"),
                        new Key("firstBuild", TEXT, RELEASE),
                        new Key("agentLabels", LINES, "the system's, else the architecture"),
                        new Key("builderImage", TEXT, "the system's, else none"),
                        new Key("builderPlatform", TEXT, "whichever the agent takes"),
                        new Key("builderUser", TEXT, "the agent's"),
                        new Key("builderVolumes", LINES, "the workspace alone"),
                        new Key("builderNetwork", TEXT, "Docker's"),
                        new Key("builderEnv", LINES, "nothing"),
                        new Key("builderPull", TEXT, "missing"),
                        new Key("imageBuilder", TEXT, "native"),
                        new Key("ownBases", BOOLEAN, "false"),
                        new Key("baseImageBuilder", TEXT, "native"),
                        new Key("images", LIST, "all"),
                        new Key("variants", LIST, "debug, distroless"),
                        new Key("outputs", LIST, "the manifest's"),
                        new Key("validate", BOOLEAN, "true for a release with files, of all images and variants"),
                        new Key("envoy", TEXT, "the source tree's scripts bring it"),
                        new Key("buildEnv", LINES, "nothing"),
                        new Key("compressor", TEXT, "gzip"),
                        new Key("label", TEXT, "any agent"),
                        new Key("failFast", BOOLEAN, "false")));
    }
}
