package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.publish.github.GitHubApi;
import io.jenkins.plugins.istioimages.publish.github.GitHubReleaseTarget;
import io.jenkins.plugins.istioimages.publish.github.GitHubRepository;
import io.jenkins.plugins.istioimages.publish.github.GitHubServer;
import io.jenkins.plugins.istioimages.publish.github.GitHubTags;
import io.jenkins.plugins.istioimages.publish.github.ReleaseAsset;
import io.jenkins.plugins.istioimages.publish.github.ReleaseNotes;
import io.jenkins.plugins.istioimages.publish.github.ReleaseOrder;
import io.jenkins.plugins.istioimages.publish.http.BearerToken;
import io.jenkins.plugins.istioimages.publish.http.Patience;
import io.jenkins.plugins.istioimages.publish.http.Pauses;
import io.jenkins.plugins.istioimages.publish.tags.GitTags;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.Tagger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tags of source repositories and a release on GitHub: mixed into the verb that publishes releases. */
final class TagChoices {
    private static final Pattern PERSON = Pattern.compile("([^<>]+?)\\s*<([^<>]+)>");

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
        List<PublishTarget> targets = new ArrayList<>();
        if (gitTags) {
            Lock lock = release.lock();
            targets.addAll(new GitTags(login.access(environment), tagger(lock, environment), pushUrls).targets(lock));
        }
        if (organization != null) {
            targets.addAll(github(release, environment, lines));
        }
        return targets;
    }

    private List<PublishTarget> github(ReleaseFolder release, Map<String, String> environment, Consumer<String> lines) {
        BearerToken token = login.githubToken(environment)
                .map(BearerToken::new)
                .orElseThrow(() -> new InputException("--github needs a token: give --githubtoken FILE, or GH_TOKEN or"
                        + " GITHUB_TOKEN in the environment"));
        GitHubServer server = api == null ? GitHubServer.com() : GitHubServer.at(api);
        GitHubApi client = new GitHubApi(server, token, Patience.standard(), Pauses.SYSTEM, lines);
        Lock lock = release.lock();
        Tagger person = tagger(lock, environment);
        List<PublishTarget> targets = new ArrayList<>();
        if (!gitTags) {
            targets.addAll(new GitHubTags(client, person, Optional.of(organization)).targets(lock));
        }
        targets.add(new GitHubReleaseTarget(
                client, new GitHubRepository(organization, "istio"), order(release, lock), person));
        return targets;
    }

    private ReleaseOrder order(ReleaseFolder release, Lock lock) {
        ReleaseVersion version = new ReleaseVersion(lock.version());
        String commit = lock.istio().sha();
        ReleaseNotes words = new ReleaseNotes(version, commit);
        return ReleaseOrder.of(
                version,
                commit,
                notes == null ? words.standard() : words.read(notes),
                draft,
                ReleaseAsset.of(release.out()));
    }

    /** Every tag of a release says it was made when the istio source was committed: a second one is the same. */
    private Tagger tagger(Lock lock, Map<String, String> environment) {
        if (tagger == null) {
            String name = environment.getOrDefault("GIT_COMMITTER_NAME", "");
            String address = environment.getOrDefault("GIT_COMMITTER_EMAIL", "");
            if (name.isBlank() || address.isBlank()) {
                throw new InputException("tags need a name and an address: give --tagger 'NAME <ADDRESS>', or"
                        + " GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL in the environment");
            }
            return new Tagger(name, address, lock.istio().committed());
        }
        Matcher person = PERSON.matcher(tagger.strip());
        if (!person.matches()) {
            throw new InputException("--tagger is 'NAME <ADDRESS>', not '" + tagger + "'");
        }
        return new Tagger(person.group(1), person.group(2), lock.istio().committed());
    }
}
