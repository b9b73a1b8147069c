package io.jenkins.plugins.istioimages.build.outputs;

import io.jenkins.plugins.istioimages.build.FileMaker;
import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.SourceArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** All sources at their commits in {@code sources.tar.gz}. */
public final class SourcesArchive implements FileMaker {
    private final Lock lock;
    private final SourceArchive sources;

    public SourcesArchive(Lock lock, SourceArchive sources) {
        this.lock = lock;
        this.sources = sources;
    }

    @Override
    public void prepare(Stage stage, StageDirectory directory) {
        sources.fetch(lock);
    }

    @Override
    public void make(Stage stage, StageDirectory directory, Path out) throws IOException {
        try (OutputStream gzip = Archives.of(stage).gzip(out.resolve(ReleaseLayout.SOURCES))) {
            sources.write(lock, gzip);
        }
    }
}
