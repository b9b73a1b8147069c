package io.jenkins.plugins.istioimages.jenkins.pipeline;

import hudson.FilePath;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.jenkins.agents.OccasionCallable;
import io.jenkins.plugins.istioimages.jenkins.data.PipelinePlan;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A pipeline of the library with what a Jenkinsfile gave it, checked. */
public final class Pipelines implements Serializable {
    private static final long serialVersionUID = 2L;

    private final LibraryPipeline pipeline;
    private final Settings settings;

    private Pipelines(LibraryPipeline pipeline, Settings settings) {
        this.pipeline = pipeline;
        this.settings = settings;
    }

    /** The keys of all pipelines, by name. */
    public static Map<String, Keys> all() {
        Map<String, Keys> all = new TreeMap<>();
        for (LibraryPipeline one : LibraryPipeline.values()) {
            all.put(one.title(), one.keys());
        }
        return all;
    }

    /**
     * Reads what a Jenkinsfile gave.
     *
     * @throws InputException if there is no such pipeline or key, or a value is of another type
     */
    public static Pipelines read(String name, Map<String, Object> given) {
        LibraryPipeline pipeline = Arrays.stream(LibraryPipeline.values())
                .filter(one -> one.title().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("there is no pipeline '" + name + "'"
                        + NearestName.hint(name, all().keySet()) + " (there are: "
                        + String.join(", ", all().keySet()) + ")"));
        Settings settings = pipeline.keys().read(given);
        pipeline.check(settings);
        return new Pipelines(pipeline, settings);
    }

    /**
     * Decides what a run does.
     *
     * @param workspace with the source of the job
     * @param job full name
     * @param hub of the system configuration; empty if it has none
     * @param since commit of the last successful build; empty if there is none
     */
    public PipelinePlan plan(FilePath workspace, String job, String hub, Head head, Trigger trigger, String since)
            throws IOException, InterruptedException {
        OccasionCallable.Answer found = workspace.act(
                new OccasionCallable(pipeline.release(settings).orElse(null), since, pipeline.base(settings, head)));
        Changes changes =
                found.unknown().isEmpty() ? Changes.of(List.copyOf(found.changed())) : Changes.unknown(found.unknown());
        return pipeline.plan(
                settings,
                new Occasion(job, hub, head, trigger, found.since(), changes, found.version(), found.outputs()));
    }
}
