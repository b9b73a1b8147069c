package io.jenkins.plugins.istioimages.build.outputs;

import io.jenkins.plugins.istioimages.build.FileMaker;
import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import io.jenkins.plugins.istioimages.source.SourceArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory {@code licenses} of every repository that has one (release-builder pkg/build/build.go, writeLicense). */
public final class Licenses implements FileMaker {
    private static final String DIRECTORY = "licenses";

    private final Lock lock;
    private final SourceArchive sources;

    public Licenses(Lock lock, SourceArchive sources) {
        this.lock = lock;
        this.sources = sources;
    }

    @Override
    public void prepare(Stage stage, StageDirectory directory) {
        sources.fetch(lock);
    }

    @Override
    public void make(Stage stage, StageDirectory directory, Path out) throws IOException {
        Archives archives = Archives.of(stage);
        for (ResolvedSource source : lock.sources().values()) {
            Path file = out.resolve(ReleaseLayout.licenses(source.name()));
            boolean some;
            try (OutputStream gzip = archives.gzip(file)) {
                some = sources.writeDirectory(source, DIRECTORY, "./", gzip);
            }
            if (!some) {
                Files.delete(file);
            }
        }
    }
}
