package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of stages in the staging store: blobs beside the stages' results, which refer to them. */
public final class StageFiles {
    static final String REPOSITORY = "stage-results";

    private final ImageStore staging;
    private final Repository repository;

    public StageFiles(ImageStore staging, Hub hub) {
        this.staging = staging;
        this.repository = hub.image(REPOSITORY);
    }

    /**
     * Brings all files below a directory into the store.
     *
     * @return a record for each, sorted by path
     * @throws IOException if they cannot be read
     */
    public List<FileRecord> push(Stage stage, Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        List<FileRecord> records = new ArrayList<>();
        for (Path file : files) {
            Descriptor descriptor = Descriptor.of(FileRecord.MEDIA_TYPE, sha256(file), Files.size(file));
            staging.pushBlob(repository, BlobSource.ofFile(descriptor, file));
            String path = directory.relativize(file).toString().replace('\\', '/');
            records.add(new FileRecord(path, descriptor.digest(), descriptor.size(), stage.id()));
        }
        return records;
    }

    /** A file's bytes, verified at their end. */
    public InputStream open(FileRecord file) {
        return staging.openBlob(repository, file.descriptor());
    }

    /**
     * SHA-256 of a file's bytes.
     *
     * @throws IOException if it cannot be read
     */
    public static Digest sha256(Path file) throws IOException {
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        try (OutputStream hashing = new DigestOutputStream(OutputStream.nullOutputStream(), hasher)) {
            Files.copy(file, hashing);
        }
        return Digest.finish(DigestAlgorithm.SHA256, hasher);
    }
}
