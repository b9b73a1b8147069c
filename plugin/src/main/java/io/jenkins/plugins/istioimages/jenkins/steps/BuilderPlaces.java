package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.model.Label;
import hudson.model.Node;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderBranch;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderSurvey;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Where platforms of builder images are built. What the agent of the workspace runs itself stays there, as long as the call
 * does not name other agents: a second executor for it may never come.
 */
final class BuilderPlaces {
    private final Map<String, String> named;
    private final Map<String, String> labels;
    private final boolean emulate;
    private final Function<String, Label> finder;

    /**
     * @param named label expressions of the call, by platform
     * @param labels those of the system configuration with the call's over them
     * @param emulate whether the workspace takes what no agent has the label for
     * @param finder as {@code Jenkins.getLabel}
     */
    BuilderPlaces(
            Map<String, String> named, Map<String, String> labels, boolean emulate, Function<String, Label> finder) {
        this.named = named;
        this.labels = labels;
        this.emulate = emulate;
        this.finder = finder;
    }

    /**
     * Places for all that is to be built.
     *
     * @param here the agent of the workspace; null where nobody knows
     * @throws InputException if there is none for a platform
     */
    List<BuilderBranch> of(BuilderSurvey survey, Node here) {
        SortedSet<Platform> staying = new TreeSet<>();
        List<BuilderBranch> branches = new ArrayList<>();
        for (Platform platform : BuilderSurvey.missing(survey.images())) {
            String label = labels.getOrDefault(platform.toString(), platform.architecture());
            if (survey.own().contains(platform) && (!named.containsKey(platform.toString()) || has(label, here))) {
                staying.add(platform);
            } else if (hasAgents(label)) {
                branches.add(BuilderBranch.on(label, platform));
            } else {
                checkEmulation(survey, platform, label);
                staying.add(platform);
            }
        }
        if (!staying.isEmpty()) {
            branches.add(0, BuilderBranch.here(staying));
        }
        return branches;
    }

    private boolean has(String label, Node here) {
        Label found = finder.apply(label);
        return found != null && here != null && found.contains(here);
    }

    private boolean hasAgents(String label) {
        Label found = finder.apply(label);
        return found != null && !found.isEmpty();
    }

    private void checkEmulation(BuilderSurvey survey, Platform platform, String label) {
        String none = "nothing can build builder images for " + platform + ": no agent has the label '" + label + "'";
        String advice = "; say with agentLabels which agents build it, like " + platform + "=builders";
        if (named.containsKey(platform.toString())) {
            throw new InputException(none + " that agentLabels names; correct it, or leave " + platform
                    + " out of it to have it emulated in the workspace (emulate)");
        }
        if (!emulate) {
            throw new InputException(none + ", and emulate is off" + advice + ", or set emulate: true");
        }
        String refusal = survey.refused().get(platform);
        if (refusal != null) {
            throw new InputException(
                    none + ", and the agent of the workspace cannot emulate it (emulate): " + refusal + advice);
        }
    }
}
