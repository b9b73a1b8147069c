package io.jenkins.plugins.istioimages.image.stage;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.image.base.BaseFiles;
import io.jenkins.plugins.istioimages.image.base.BaseImage;
import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.base.BaseImages.BaseImageException;
import io.jenkins.plugins.istioimages.image.dockerfile.Dockerfile;
import io.jenkins.plugins.istioimages.image.dockerfile.DockerfileException;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction;
import io.jenkins.plugins.istioimages.image.dockerfile.Stage;
import io.jenkins.plugins.istioimages.image.dockerfile.StageGraph;
import io.jenkins.plugins.istioimages.image.tree.FileTree;
import io.jenkins.plugins.istioimages.image.tree.TreePaths;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Executes the stages that an image needs, in order. One instance per image. */
public final class StageBuilder {
    private final StageGraph graph;
    private final FileTree context;
    private final BaseImages bases;
    private final Instant time;
    private final Path extractionDirectory;
    private final Map<Integer, StageState> done = new HashMap<>();

    /**
     * @param context what COPY without {@code --from} reads
     * @param time of every entry
     * @param extractionDirectory for files that are taken out of layers
     */
    public StageBuilder(StageGraph graph, FileTree context, BaseImages bases, Instant time, Path extractionDirectory) {
        this.graph = graph;
        this.context = context;
        this.bases = bases;
        this.time = time;
        this.extractionDirectory = extractionDirectory;
    }

    /**
     * Executes all.
     *
     * @return what the last stage is
     * @throws DockerfileException if an instruction cannot be executed, with its place
     */
    public StageResult build() {
        StageState last = null;
        for (Stage stage : graph.stages()) {
            last = begin(stage);
            done.put(stage.index(), last);
            for (Instruction instruction : triggers(last, stage)) {
                execute(instruction, last, stage);
            }
            for (Instruction instruction : stage.instructions()) {
                execute(instruction, last, stage);
            }
        }
        return new StageResult(last);
    }

    private StageState begin(Stage stage) {
        if (stage.base() instanceof Stage.Base.OnStage parent) {
            return done.get(parent.index()).child();
        }
        Platform platform = stage.platform();
        if (stage.base() instanceof Stage.Base.Image image) {
            BaseImage base = base(image.reference(), platform, stage.from().at());
            ConfigEditor config = ConfigEditor.of(base.config(), platform);
            return StageState.begin(platform, time, Optional.of(base), graph.scope(config.environment()), config);
        }
        ConfigEditor config = ConfigEditor.scratch(platform);
        return StageState.begin(platform, time, Optional.empty(), graph.scope(config.environment()), config);
    }

    private BaseImage base(String reference, Platform platform, SourceLocation at) {
        try {
            return bases.find(reference, platform);
        } catch (BaseImageException e) {
            DockerfileException located = new DockerfileException(at, e.getMessage());
            located.initCause(e);
            throw located;
        }
    }

    /** The ONBUILD instructions of the base, which are for the image that is built on it alone. */
    private static List<Instruction> triggers(StageState state, Stage stage) {
        List<String> lines = state.config().strings("OnBuild");
        if (lines.isEmpty() || !(stage.base() instanceof Stage.Base.Image image)) {
            return List.of();
        }
        state.config().remove("OnBuild");
        List<Instruction> result = new ArrayList<>();
        for (String line : lines) {
            result.addAll(
                    Dockerfile.parse("ONBUILD of " + image.reference(), line).instructions());
        }
        return result;
    }

    private void execute(Instruction instruction, StageState state, Stage stage) {
        ConfigInstructions config = new ConfigInstructions(state);
        if (instruction instanceof Instruction.Copy copy) {
            new CopyInstruction(state, extractionDirectory).execute(copy, source(copy, state, stage));
        } else if (instruction instanceof Instruction.Workdir workdir) {
            workdir(workdir, state);
        } else if (instruction instanceof Instruction.Run run) {
            throw new StageGraph.RunException(run, stage);
        } else {
            state.addEmpty(configure(instruction, config));
        }
    }

    private static String configure(Instruction instruction, ConfigInstructions config) {
        if (instruction instanceof Instruction.Arg arg) {
            return config.arg(arg);
        } else if (instruction instanceof Instruction.Env env) {
            return config.env(env);
        } else if (instruction instanceof Instruction.Label label) {
            return config.label(label);
        } else if (instruction instanceof Instruction.User user) {
            return config.user(user);
        } else if (instruction instanceof Instruction.Expose expose) {
            return config.expose(expose);
        } else if (instruction instanceof Instruction.Volume volume) {
            return config.volume(volume);
        } else if (instruction instanceof Instruction.Entrypoint entrypoint) {
            return config.entrypoint(entrypoint);
        } else if (instruction instanceof Instruction.Cmd cmd) {
            return config.cmd(cmd);
        } else if (instruction instanceof Instruction.Shell shell) {
            return config.shell(shell);
        } else if (instruction instanceof Instruction.StopSignal signal) {
            return config.stopSignal(signal);
        } else if (instruction instanceof Instruction.Healthcheck check) {
            return config.healthcheck(check);
        } else if (instruction instanceof Instruction.Maintainer maintainer) {
            return config.maintainer(maintainer);
        } else if (instruction instanceof Instruction.Onbuild onbuild) {
            return config.onbuild(onbuild);
        }
        throw new DockerfileException(instruction.at(), "this instruction cannot stand here");
    }

    private CopySource source(Instruction.Copy copy, StageState state, Stage stage) {
        Optional<String> from = copy.flags().from();
        if (from.isEmpty()) {
            return new CopySource(context, Optional.empty(), "the build context");
        }
        Optional<Stage> other = graph.stage(from.get(), stage);
        if (other.isPresent()) {
            StageState result = done.get(other.get().index());
            Optional<BaseFiles> layers = result.base().map(BaseImage::files);
            return new CopySource(result.tree(), layers, other.get().title());
        }
        if (from.get().indexOf('$') >= 0) {
            throw new DockerfileException(
                    copy.at(),
                    "--from=" + from.get() + " has a variable, which Docker does not replace here either:"
                            + " give it to a stage, FROM " + from.get() + " AS name");
        }
        BaseImage image = base(from.get(), state.platform(), copy.at());
        return new CopySource(image.tree(), Optional.of(image.files()), "the image " + from.get());
    }

    private static void workdir(Instruction.Workdir workdir, StageState state) {
        String written = state.scope().expand(workdir.at(), workdir.path());
        if (written.isEmpty()) {
            throw new DockerfileException(workdir.at(), "WORKDIR " + workdir.path() + " is empty");
        }
        String path = TreePaths.resolve(state.workdir(), written);
        state.config().setText("WorkingDir", "/" + path);
        String user = state.config().text("User");
        Destination lookup = new Destination(state.tree(), Owner.ROOT, workdir.at());
        String real = lookup.resolve(path);
        String createdBy = "WORKDIR /" + path;
        if (lookup.find(real).isPresent()) {
            // It is there; that it is a directory shows when something is put into it.
            state.addEmpty(createdBy);
            return;
        }
        Owner owner = user.isEmpty() ? Owner.ROOT : Owners.in(state).of(user, workdir.at());
        Destination destination = new Destination(state.tree(), owner, workdir.at());
        destination.directory(real);
        state.addLayer(createdBy, destination.entries());
    }
}
