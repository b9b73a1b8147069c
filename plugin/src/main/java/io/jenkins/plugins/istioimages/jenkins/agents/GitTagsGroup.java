package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.publish.release.ReleaseFolder;
import io.jenkins.plugins.istioimages.publish.release.SourceTargets;
import io.jenkins.plugins.istioimages.publish.tags.GitTags;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import io.jenkins.plugins.istioimages.source.GitAccess;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.Tagger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tags on the source repositories of a release over git. Whose they are, and the login, is with the machine. */
public final class GitTagsGroup implements TargetGroup {
    private static final long serialVersionUID = 1L;

    private final String tagger;
    private final TreeMap<String, String> pushUrls;

    /**
     * @param tagger {@code NAME <ADDRESS>}
     * @param pushUrls by name of source where its tags go, if not where it came from
     */
    public GitTagsGroup(String tagger, Map<String, String> pushUrls) {
        this.tagger = tagger;
        this.pushUrls = new TreeMap<>(pushUrls);
    }

    @Override
    public List<TargetName> names(Lock lock) {
        Tagger person = Tagger.parse(tagger, lock.istio().committed());
        return new GitTags(GitAccess.standard(), person, pushUrls)
                .targets(lock).stream().map(PublishTarget::name).toList();
    }

    @Override
    public List<PublishTarget> targets(ReleaseFolder release, Path workspace, Machine machine) {
        return new SourceTargets(release, tagger).gitTags(machine.git().access(), pushUrls);
    }
}
