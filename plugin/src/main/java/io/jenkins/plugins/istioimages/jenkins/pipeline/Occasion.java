package io.jenkins.plugins.istioimages.jenkins.pipeline;

import java.util.List;

/**
 * What made a run of a pipeline, and what it finds.
 *
 * @param job full name
 * @param hub of the system configuration; empty if it has none
 * @param since the commit that {@code changes} are counted from; empty if there is none
 * @param version of the release that the working tree says; empty for pipelines that release none
 * @param outputs of that release; none for pipelines that release none
 */
public record Occasion(
        String job,
        String hub,
        Head head,
        Trigger trigger,
        String since,
        Changes changes,
        String version,
        List<String> outputs) {
    public Occasion {
        outputs = List.copyOf(outputs);
    }

    boolean byPerson() {
        return trigger == Trigger.PERSON;
    }
}
