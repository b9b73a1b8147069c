package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Runs one stage on this machine: sources, commands, images. It always begins from nothing. */
public final class StageRunner implements StageWork {
    private final Path root;
    private final SourceTrees sources;
    private final Toolchain host;
    private final Toolchain container;
    private final Map<ImageBuilder, ImageMaker> makers;
    private final BuildListener listener;

    /**
     * @param root each stage gets a directory below it
     * @param host runs the commands of stages without a builder image
     * @param container runs the others
     * @param makers for every image builder that plans may have
     */
    public StageRunner(
            Path root,
            SourceTrees sources,
            Toolchain host,
            Toolchain container,
            Map<ImageBuilder, ImageMaker> makers,
            BuildListener listener) {
        this.root = root;
        this.sources = sources;
        this.host = host;
        this.container = container;
        this.makers = Map.copyOf(makers);
        this.listener = listener;
    }

    @Override
    public List<ImageRecord> run(Stage stage) {
        StageDirectory directory = new StageDirectory(root.resolve(stage.id()));
        Toolchain toolchain = stage.inContainer() ? container : host;
        ImageMaker maker = makers.get(stage.imageBuilder());
        toolchain.endLeftOvers(stage, directory);
        directory.makeFresh();
        checkOut(stage, directory);
        maker.check(stage, directory);
        stage.commands().forEach(command -> run(stage, command, directory, toolchain));
        stopIfInterrupted(stage);
        return maker.make(stage, directory);
    }

    private void checkOut(Stage stage, StageDirectory directory) {
        for (String name : new TreeSet<>(stage.inputs().keySet())) {
            stopIfInterrupted(stage);
            Path target = directory.source(name);
            try {
                Files.createDirectories(target.getParent());
            } catch (IOException e) {
                throw new WorkException("cannot make " + target.getParent() + ": " + e, e);
            }
            sources.checkOut(stage, name, target);
        }
    }

    private void run(Stage stage, Command command, StageDirectory directory, Toolchain toolchain) {
        Command placed = command.at(directory.path().toString());
        listener.running(stage, placed.toString());
        ProcessResult result;
        try {
            result = toolchain.run(stage, placed, directory, line -> listener.output(stage, line));
        } catch (ProcessTimeoutException e) {
            throw new StageFailedException(stage.id(), e.getMessage(), e.tail(), e);
        }
        if (!result.succeeded()) {
            throw new StageFailedException(
                    stage.id(),
                    "'" + placed + "' in " + placed.directory() + " exited with " + result.exit() + " after "
                            + ProcessRunner.text(result.took()),
                    result.tail());
        }
    }

    private static void stopIfInterrupted(Stage stage) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException("stage " + stage.id() + " was cancelled");
        }
    }
}
