package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.builder.BuildChoices;
import io.jenkins.plugins.istioimages.builder.BuilderCheck;
import io.jenkins.plugins.istioimages.builder.BuilderSender;
import io.jenkins.plugins.istioimages.builder.BuilderWorkshop;
import io.jenkins.plugins.istioimages.builder.ContainerProgram;
import io.jenkins.plugins.istioimages.builder.Emulators;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderRequest;
import io.jenkins.plugins.istioimages.publish.PublishListener;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What builder images are made with in a workspace. */
final class BuilderTools {
    private final BuilderRequest request;
    private final Path workspace;
    private final Machine machine;

    BuilderTools(BuilderRequest request, Path workspace, Machine machine) {
        this.request = request;
        this.workspace = workspace;
        this.machine = machine;
    }

    BuilderLog log() {
        return new BuilderLog(machine.log());
    }

    RegistryStore registries() {
        return machine.login().open(environment(), machine.log());
    }

    BuilderWorkshop workshop() {
        // Beside the workspace, as Jenkins has it: what stands inside is the context, and git's.
        Path beside = workspace.resolveSibling(workspace.getFileName() + "@tmp");
        BuildChoices choices = BuildChoices.standard()
                .withNetwork(Optional.of(request.network()).filter(mode -> !mode.isEmpty()))
                .withPull(request.pull())
                .withDirectory(beside);
        ContainerProgram program =
                new ContainerProgram(program(), new ProcessRunner(), ProcessLimits.DEFAULT, environment());
        return new BuilderWorkshop(program, Emulators.ofThisMachine(), choices, log());
    }

    /** Empty where no tree was named. */
    Optional<BuilderCheck> check() {
        if (request.tree().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BuilderCheck(
                workspace.resolve(request.tree()),
                request.command().isEmpty() ? BuilderCheck.DEFAULT_COMMAND : request.command(),
                program(),
                new ProcessRunner(),
                ProcessLimits.DEFAULT,
                environment()));
    }

    BuilderSender sender(RegistryStore registries) {
        return new BuilderSender(
                registries,
                request.repositories(),
                Compressors.of(environment()).named("gzip"),
                MirrorCache.defaultDirectory(environment()).resolve("layers"),
                PublishListener.NONE);
    }

    private String program() {
        return request.containers().isEmpty() ? ContainerProgram.atHand(environment()) : request.containers();
    }

    /** The agent's, with what the step sees over it. */
    private Map<String, String> environment() {
        Map<String, String> all = new TreeMap<>(System.getenv());
        all.putAll(machine.environment());
        return all;
    }
}
