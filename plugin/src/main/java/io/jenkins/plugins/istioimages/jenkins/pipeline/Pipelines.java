package io.jenkins.plugins.istioimages.jenkins.pipeline;

import hudson.FilePath;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.jenkins.agents.OccasionCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.PlanRequest;
import io.jenkins.plugins.istioimages.jenkins.data.PipelinePlan;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A pipeline of the library with what a Jenkinsfile gave it, checked. */
public final class Pipelines implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Settings settings;

    private Pipelines(Settings settings) {
        this.settings = settings;
    }

    /** The keys of all pipelines, by name. */
    public static Map<String, Keys> all() {
        return new TreeMap<>(Map.of("istioPipeline", IstioKeys.keys()));
    }

    /**
     * Reads what a Jenkinsfile gave.
     *
     * @throws InputException if there is no such pipeline or key, or a value is of another type
     */
    public static Pipelines read(String name, Map<String, Object> given) {
        Keys keys = all().get(name);
        if (keys == null) {
            throw new InputException("there is no pipeline '" + name + "'"
                    + NearestName.hint(name, all().keySet()) + " (there are: "
                    + String.join(", ", all().keySet()) + ")");
        }
        Settings settings = keys.read(given);
        BuilderKeys.step().read(settings.map("builderImages"));
        return new Pipelines(settings);
    }

    /**
     * Decides what a run does.
     *
     * @param workspace with the source of the job
     * @param job full name
     * @param byPerson whether somebody pressed the button
     * @param since commit of the last successful build; empty if there is none
     */
    public PipelinePlan plan(FilePath workspace, String job, Head head, boolean byPerson, String since)
            throws IOException, InterruptedException {
        PlanRequest request = new PlanRequest(settings.text("manifest", IstioKeys.MANIFEST));
        if (settings.text("version").isEmpty()) {
            request.versionFrom(settings.text("versionFrom"));
        } else {
            request.version(settings.text("version"));
        }
        OccasionCallable.Answer found = workspace.act(new OccasionCallable(request, since));
        Changes changes =
                found.unknown().isEmpty() ? Changes.of(List.copyOf(found.changed())) : Changes.unknown(found.unknown());
        return new IstioPipeline(settings, new Occasion(job, head, byPerson, since, changes, found.version())).plan();
    }
}
