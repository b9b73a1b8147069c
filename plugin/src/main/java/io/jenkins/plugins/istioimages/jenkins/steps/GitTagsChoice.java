package io.jenkins.plugins.istioimages.jenkins.steps;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.agents.GitTagsGroup;
import io.jenkins.plugins.istioimages.jenkins.agents.TargetGroup;
import io.jenkins.plugins.istioimages.source.Tagger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tags on the source repositories over git, as a call asks for them. */
final class GitTagsChoice implements TargetChoice {
    private static final long serialVersionUID = 1L;

    private final boolean given;
    private final TreeMap<String, String> push;
    private final String tagger;

    GitTagsChoice(boolean given, List<String> push, String tagger) {
        this.given = given;
        this.push = new TreeMap<>(Texts.fields(push, "gitPush"));
        this.tagger = tagger;
    }

    @Override
    public boolean isGiven() {
        return given;
    }

    @Override
    public void check() {
        if (!given && !push.isEmpty()) {
            throw new InputException("gitPush says where tags go; give gitTags: true");
        }
        if (given) {
            checkTagger(tagger);
        }
    }

    /** Tags need somebody who has made them. */
    static void checkTagger(String tagger) {
        if (tagger.isEmpty()) {
            throw new InputException("tags need a name and an address: give tagger: 'NAME <ADDRESS>', or"
                    + " GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL in the environment");
        }
        Tagger.parse(tagger, Instant.EPOCH);
    }

    /** From the variables that git itself reads; empty where they say nothing. */
    static String taggerOf(Map<String, String> environment) {
        String name = environment.getOrDefault("GIT_COMMITTER_NAME", "").strip();
        String address = environment.getOrDefault("GIT_COMMITTER_EMAIL", "").strip();
        return name.isEmpty() || address.isEmpty() ? "" : name + " <" + address + ">";
    }

    @Override
    public TargetGroup with(RunCredentials credentials) {
        return new GitTagsGroup(tagger, push);
    }
}
