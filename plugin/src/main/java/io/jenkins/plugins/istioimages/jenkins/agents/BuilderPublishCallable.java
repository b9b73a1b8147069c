package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderOutcome;
import io.jenkins.plugins.istioimages.builder.BuilderPublication;
import io.jenkins.plugins.istioimages.builder.BuilderTagger;
import io.jenkins.plugins.istioimages.builder.BuilderTrial;
import io.jenkins.plugins.istioimages.builder.KnownImages;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderPlan;
import io.jenkins.plugins.istioimages.jenkins.data.MadeBuilders;
import io.jenkins.plugins.istioimages.jenkins.data.PlannedBuilder;
import io.jenkins.plugins.istioimages.jenkins.data.PublishedBuilders;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** {@link PublishedBuilders}: an image that failed is in it and keeps its tags, the others have theirs. */
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
            return PublishedBuilders.write(outcomes);
        }
    }
}
