package io.jenkins.plugins.istioimages.publish.release;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.publish.github.GitHubApi;
import io.jenkins.plugins.istioimages.publish.github.GitHubReleaseTarget;
import io.jenkins.plugins.istioimages.publish.github.GitHubRepository;
import io.jenkins.plugins.istioimages.publish.github.GitHubTags;
import io.jenkins.plugins.istioimages.publish.github.ReleaseAsset;
import io.jenkins.plugins.istioimages.publish.github.ReleaseNotes;
import io.jenkins.plugins.istioimages.publish.github.ReleaseOrder;
import io.jenkins.plugins.istioimages.publish.tags.GitTags;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.source.GitAccess;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.Tagger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Targets at the sources of a release: tags of their repositories, and a release on GitHub. */
public final class SourceTargets {
    private final ReleaseFolder release;
    private final Lock lock;
    private final Tagger tagger;

    /**
     * Every tag of a release says it was made when the istio source was committed: a second one is the same.
     *
     * @param tagger {@code NAME <ADDRESS>}
     * @throws InputException if it is something else, or the release has no lock
     */
    public SourceTargets(ReleaseFolder release, String tagger) {
        this.release = release;
        this.lock = release.lock();
        this.tagger = Tagger.parse(tagger, lock.istio().committed());
    }

    /**
     * Tags over git itself.
     *
     * @param pushUrls by name of source where its tags go, if not where it came from
     */
    public List<PublishTarget> gitTags(GitAccess access, Map<String, String> pushUrls) {
        return new GitTags(access, tagger, pushUrls).targets(lock);
    }

    /** Tags by GitHub's API, in the repositories of an organization. */
    public List<PublishTarget> gitHubTags(GitHubApi api, String organization) {
        return new GitHubTags(api, tagger, Optional.of(organization)).targets(lock);
    }

    /**
     * A release in {@code ORGANIZATION/istio} with the archives.
     *
     * @param draft whether it stays one
     * @param notes file with its notes, see {@link ReleaseNotes}; empty for the standard ones
     */
    public PublishTarget gitHubRelease(GitHubApi api, String organization, boolean draft, Optional<Path> notes) {
        ReleaseVersion version = new ReleaseVersion(lock.version());
        String commit = lock.istio().sha();
        ReleaseNotes words = new ReleaseNotes(version, commit);
        ReleaseOrder order = ReleaseOrder.of(
                version,
                commit,
                notes.map(words::read).orElseGet(words::standard),
                draft,
                ReleaseAsset.of(release.out()));
        return new GitHubReleaseTarget(api, new GitHubRepository(organization, "istio"), order, tagger);
    }
}
