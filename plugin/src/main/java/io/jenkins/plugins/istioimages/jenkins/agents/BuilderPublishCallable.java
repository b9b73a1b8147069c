package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderOutcome;
import io.jenkins.plugins.istioimages.builder.BuilderPublication;
import io.jenkins.plugins.istioimages.builder.BuilderTagger;
import io.jenkins.plugins.istioimages.builder.BuilderTrial;
import io.jenkins.plugins.istioimages.builder.KnownImages;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderPlan;
import io.jenkins.plugins.istioimages.jenkins.data.MadeBuilders;
import io.jenkins.plugins.istioimages.jenkins.data.PlannedBuilder;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tries what branches made on a source tree, where one was named, and points the tags to it. */
public final class BuilderPublishCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;

    private final BuilderPlan plan;
    private final ArrayList<MadeBuilders> made;
    private final Machine machine;

    public BuilderPublishCallable(BuilderPlan plan, List<MadeBuilders> made, Machine machine) {
        this.plan = plan;
        this.made = new ArrayList<>(made);
        this.machine = machine;
    }

    /**
     * The tags with their digests, one a line.
     *
     * @throws WorkException if an image failed: the others have their tags all the same
     */
    @Override
    String work(Path workspace) {
        Map<BuilderImage, PlannedBuilder> images = new LinkedHashMap<>();
        for (PlannedBuilder image : plan.images()) {
            images.put(image.image(workspace.resolve(plan.getDirectory()), image.platforms()), image);
        }
        BuilderTools tools = new BuilderTools(plan.request(), workspace, machine);
        try (RegistryStore registries = tools.registries()) {
            List<BuilderOutcome> outcomes = new BuilderPublication(
                            new KnownImages(registries, plan.request().repositories()),
                            tools.check()
                                    .map(check -> new BuilderTrial(registries, tools.workshop(), check, tools.log())),
                            new BuilderTagger(registries, plan.request().repositories()),
                            tools.log())
                    .publish(
                            List.copyOf(images.keySet()),
                            image -> images.get(image).tags(),
                            image -> MadeBuilders.parts(made, images.get(image)));
            return answer(outcomes);
        }
    }

    private static String answer(List<BuilderOutcome> outcomes) {
        List<String> failed = outcomes.stream()
                .filter(outcome -> outcome.failure().isPresent())
                .map(outcome ->
                        outcome.image().label() + ": " + outcome.failure().get().getMessage())
                .toList();
        if (!failed.isEmpty()) {
            throw new WorkException(failed.size() + " of " + outcomes.size()
                    + " builder images failed and keep their tags as they were:\n" + String.join("\n", failed));
        }
        return outcomes.stream()
                .flatMap(outcome -> outcome.published().stream())
                .map(tag -> tag.reference() + "@" + tag.manifest().digest())
                .collect(Collectors.joining("\n"));
    }
}
