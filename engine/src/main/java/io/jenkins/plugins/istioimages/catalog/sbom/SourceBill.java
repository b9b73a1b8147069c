package io.jenkins.plugins.istioimages.catalog.sbom;

import io.jenkins.plugins.istioimages.build.FileMaker;
import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.SourceArchive;
import io.jenkins.plugins.istioimages.source.SourceInventory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bill of materials of the sources, which every file of every source is read for once. */
public final class SourceBill implements FileMaker {
    private final Lock lock;
    private final MirrorCache mirrors;

    public SourceBill(Lock lock, MirrorCache mirrors) {
        this.lock = lock;
        this.mirrors = mirrors;
    }

    @Override
    public void prepare(Stage stage, StageDirectory directory) {
        new SourceArchive(mirrors).fetch(lock);
    }

    @Override
    public void make(Stage stage, StageDirectory directory, Path out) throws IOException {
        Path bill = out.resolve(BillsOfMaterials.SOURCE);
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(bill))) {
            new BillsOfMaterials(lock.version(), lock.istio().committed())
                    .source(lock, new SourceInventory(mirrors), file);
        }
    }
}
