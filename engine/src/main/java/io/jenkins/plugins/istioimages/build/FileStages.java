package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Carries stages out that make files: each kind has its maker, what they leave goes into the staging store. */
public final class FileStages {
    private final Map<StageKind, FileMaker> makers;
    private final StageFiles staging;

    /** @param makers of the kinds of stages that are carried out here */
    public FileStages(Map<StageKind, FileMaker> makers, StageFiles staging) {
        this.makers = Map.copyOf(makers);
        this.staging = staging;
    }

    void prepare(Stage stage, StageDirectory directory) {
        attempt(stage, () -> {
            maker(stage).prepare(stage, directory);
            return null;
        });
    }

    List<FileRecord> make(Stage stage, StageDirectory directory) {
        return attempt(stage, () -> {
            StageDirectory made = new StageDirectory(directory.path().resolve("files"));
            made.makeFresh();
            maker(stage).make(stage, directory, made.path());
            return staging.push(stage, made.path());
        });
    }

    private FileMaker maker(Stage stage) {
        FileMaker maker = makers.get(stage.kind());
        if (maker == null) {
            throw new WorkException("stage " + stage.id() + ": nobody here makes "
                    + stage.kind().id());
        }
        return maker;
    }

    @FunctionalInterface
    private interface Step<T> {
        T run() throws IOException;
    }

    private static <T> T attempt(Stage stage, Step<T> step) {
        try {
            return step.run();
        } catch (IOException | UncheckedIOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancelledException("stage " + stage.id() + " was cancelled", e);
            }
            throw new StageFailedException(stage.id(), "its files cannot be made: " + e, List.of(), e);
        }
    }
}
