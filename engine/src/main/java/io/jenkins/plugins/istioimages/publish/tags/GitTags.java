package io.jenkins.plugins.istioimages.publish.tags;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.source.GitAccess;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.RemoteTags;
import io.jenkins.plugins.istioimages.source.Tagger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tags the repositories of a release over git itself, each a target of its own. */
public final class GitTags {
    private final GitAccess access;
    private final Tagger tagger;
    private final Map<String, String> pushUrls;

    /**
     * @param pushUrls by name of source where its tags go, for those that are not tagged where they came from
     */
    public GitTags(GitAccess access, Tagger tagger, Map<String, String> pushUrls) {
        this.access = access;
        this.tagger = tagger;
        this.pushUrls = Map.copyOf(pushUrls);
    }

    /**
     * The repositories of a lock.
     *
     * @throws InputException if a source came from a directory and no other place is given for it, has uncommitted
     *     changes, shares a repository with another one at another commit, or if a name is not in the lock
     */
    public List<PublishTarget> targets(Lock lock) {
        pushUrls.keySet().stream()
                .filter(name -> !lock.sources().containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InputException("there is no source '" + name + "' in the release"
                            + NearestName.hint(name, lock.sources().keySet()));
                });
        Map<String, GitTagsTarget> targets = new LinkedHashMap<>();
        for (SourceTags source : SourceTags.of(lock)) {
            GitTagsTarget target = target(source);
            targets.merge(target.name().place(), target, GitTagsTarget::and);
        }
        return new ArrayList<>(targets.values());
    }

    private GitTagsTarget target(SourceTags source) {
        String url = pushUrls.getOrDefault(source.source(), source.git());
        if (source.isLocal() && url.equals(source.git())) {
            throw new InputException("source '" + source.source() + "' came from the directory " + source.git()
                    + "; say to which repository its tags go");
        }
        return new GitTagsTarget(source, tagger, RemoteTags.of(source.source(), url, access));
    }
}
