package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs one stage on this machine: sources, commands, images. It always begins from nothing. Who runs the commands by
 * other means calls {@link #prepare} before and {@link #make} after them.
 */
public final class StageRunner implements StageWork {
    private final Path root;
    private final SourceTrees sources;
    private final Toolchain host;
    private final Toolchain container;
    private final Map<ImageBuilder, ImageMaker> makers;
    private final FileStages files;
    private final BuildListener listener;

    /**
     * @param root each stage gets a directory below it
     * @param host runs the commands of stages without a builder image
     * @param container runs the others
     * @param makers for every image builder that plans may have
     * @param files makes what is no image
     */
    public StageRunner(
            Path root,
            SourceTrees sources,
            Toolchain host,
            Toolchain container,
            Map<ImageBuilder, ImageMaker> makers,
            FileStages files,
            BuildListener listener) {
        this.root = root;
        this.sources = sources;
        this.host = host;
        this.container = container;
        this.makers = Map.copyOf(makers);
        this.files = files;
        this.listener = listener;
    }

    @Override
    public StageRecords run(Stage stage) {
        StageDirectory directory = prepare(stage);
        Toolchain toolchain = toolchain(stage);
        stage.commands().forEach(command -> run(stage, command, directory, toolchain));
        return make(stage);
    }

    /**
     * Ends what is left of an earlier run, empties the stage's directory, checks its sources out, looks whether images
     * can be made from them, and gives what is made into files the release's version.
     *
     * @return where the stage's commands are to run, see {@link Command#at}
     */
    public StageDirectory prepare(Stage stage) {
        StageDirectory directory = directory(stage);
        Toolchain toolchain = toolchain(stage);
        toolchain.endLeftOvers(stage, directory);
        directory.makeFresh();
        toolchain.makeReady(stage, directory, line -> listener.output(stage, line));
        checkOut(stage, directory);
        if (stage.kind().makesImages()) {
            makers.get(stage.imageBuilder()).check(stage, directory);
        } else {
            files.prepare(stage, directory);
        }
        return directory;
    }

    /**
     * Makes images or files of what the commands left. It may be called again.
     *
     * @return what was made, all of it in the staging store
     */
    public StageRecords make(Stage stage) {
        stopIfInterrupted(stage);
        ProxyCheck.binaries(stage, directory(stage));
        return stage.kind().makesImages()
                ? StageRecords.ofImages(makers.get(stage.imageBuilder()).make(stage, directory(stage)))
                : StageRecords.ofFiles(files.make(stage, directory(stage)));
    }

    private StageDirectory directory(Stage stage) {
        return new StageDirectory(root.resolve(stage.id()));
    }

    private Toolchain toolchain(Stage stage) {
        return stage.inContainer() ? container : host;
    }

    private void checkOut(Stage stage, StageDirectory directory) {
        Set<String> names = stage.kind().inWorkingCopies() ? stage.inputs().keySet() : Set.of();
        for (String name : new TreeSet<>(names)) {
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
