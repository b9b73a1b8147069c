package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.github.GitHubApi;
import io.jenkins.plugins.istioimages.publish.github.GitHubServer;
import io.jenkins.plugins.istioimages.publish.http.BearerToken;
import io.jenkins.plugins.istioimages.publish.http.Patience;
import io.jenkins.plugins.istioimages.publish.http.Pauses;
import io.jenkins.plugins.istioimages.publish.release.ReleaseFolder;
import io.jenkins.plugins.istioimages.publish.release.SourceTargets;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tags of source repositories and a release on GitHub: mixed into the verb that publishes releases. */
final class TagChoices {
    @Option(
            names = "--git-tags",
            description = "tag every source repository at its commit, over git: V, and vV where the manifest says so")
    private boolean gitTags;

    @Option(
            names = "--git-push",
            paramLabel = "SOURCE=URL",
            description = "where the tags of a source go, if not where it came from; several may be given")
    private Map<String, String> pushUrls = new LinkedHashMap<>();

    @Option(
            names = "--tagger",
            paramLabel = "NAME <ADDRESS>",
            description = "who the tags say has made them; else GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL")
    private String tagger;

    @Option(
            names = "--github",
            paramLabel = "ORG",
            description =
                    "a release in ORG/istio with the release's archives; its repositories are tagged by GitHub's API"
                            + " unless --git-tags does it")
    private String organization;

    @Option(
            names = "--github-api",
            paramLabel = "URL",
            description = "of a GitHub server; default https://api.github.com")
    private String api;

    @Option(names = "--draft", description = "leave the release on GitHub a draft")
    private boolean draft;

    @Option(
            names = "--notes",
            paramLabel = "FILE",
            description = "notes of the release on GitHub; {{version}}, {{minor}} and {{commit}} are replaced")
    private Path notes;

    @Mixin
    private GitLogin login = new GitLogin();

    /** The targets that were asked for. */
    List<PublishTarget> targets(ReleaseFolder release, Map<String, String> environment, Consumer<String> lines) {
        if (organization == null && (draft || notes != null || api != null)) {
            throw new InputException(
                    "--draft, --notes and --github-api are for the release on GitHub; give --github ORG");
        }
        if (!gitTags && !pushUrls.isEmpty()) {
            throw new InputException("--git-push says where tags go; give --git-tags");
        }
        if (!gitTags && organization == null) {
            return List.of();
        }
        SourceTargets sources = new SourceTargets(release, tagger(environment));
        List<PublishTarget> targets = new ArrayList<>();
        if (gitTags) {
            targets.addAll(sources.gitTags(login.access(environment), pushUrls));
        }
        if (organization != null) {
            GitHubApi api = gitHub(environment, lines);
            if (!gitTags) {
                targets.addAll(sources.gitHubTags(api, organization));
            }
            targets.add(sources.gitHubRelease(api, organization, draft, Optional.ofNullable(notes)));
        }
        return targets;
    }

    private GitHubApi gitHub(Map<String, String> environment, Consumer<String> lines) {
        BearerToken token = login.githubToken(environment)
                .map(BearerToken::new)
                .orElseThrow(() -> new InputException("--github needs a token: give --githubtoken FILE, or GH_TOKEN or"
                        + " GITHUB_TOKEN in the environment"));
        GitHubServer server = api == null ? GitHubServer.com() : GitHubServer.at(api);
        return new GitHubApi(server, token, Patience.standard(), Pauses.SYSTEM, lines);
    }

    private String tagger(Map<String, String> environment) {
        if (tagger != null) {
            return tagger;
        }
        String name = environment.getOrDefault("GIT_COMMITTER_NAME", "");
        String address = environment.getOrDefault("GIT_COMMITTER_EMAIL", "");
        if (name.isBlank() || address.isBlank()) {
            throw new InputException("tags need a name and an address: give --tagger 'NAME <ADDRESS>', or"
                    + " GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL in the environment");
        }
        return name + " <" + address + ">";
    }
}
