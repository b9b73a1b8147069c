package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.build.FileRecord;
import io.jenkins.plugins.istioimages.build.StageFiles;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings the files that stages made into {@code out}, with their checksums. */
final class ReleaseFiles {
    private final ReleaseDirectory directory;
    private final StageFiles stages;

    ReleaseFiles(ReleaseDirectory directory, StageFiles stages) {
        this.directory = directory;
        this.stages = stages;
    }

    /** Each appears whole or not at all; what is there already is left alone. */
    void place(List<FileRecord> files) {
        for (FileRecord file : files) {
            Path target = directory.out().resolve(file.path());
            try {
                if (!Files.exists(target) || !StageFiles.sha256(target).equals(file.digest())) {
                    Files.createDirectories(target.getParent());
                    bring(file, target);
                }
            } catch (IOException e) {
                throw new WorkException("cannot write " + target + ": " + e, e);
            }
        }
    }

    private void bring(FileRecord file, Path target) throws IOException {
        Path half = target.resolveSibling("." + target.getFileName() + ".new");
        try (InputStream in = stages.open(file)) {
            Files.copy(in, half, StandardCopyOption.REPLACE_EXISTING);
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /**
     * Writes a checksum beside each file, as release-builder does for some (pkg/util/files.go, CreateSha), and all in one
     * list that sha256sum(1) reads.
     */
    void writeChecksums(List<FileRecord> files) {
        SortedMap<String, Digest> all = new TreeMap<>();
        files.forEach(file -> all.put(file.path(), file.digest()));
        Path manifest = directory.out().resolve(ReleaseLayout.MANIFEST);
        try {
            all.put(ReleaseLayout.MANIFEST, StageFiles.sha256(manifest));
        } catch (IOException e) {
            throw new WorkException("cannot read " + manifest + ": " + e, e);
        }
        StringBuilder list = new StringBuilder();
        all.forEach((path, digest) -> {
            String name = path.substring(path.lastIndexOf('/') + 1);
            directory.write(path + ReleaseLayout.CHECKSUM_SUFFIX, digest.hex() + " " + name + "\n");
            list.append(digest.hex()).append("  ").append(path).append('\n');
        });
        directory.write(ReleaseLayout.CHECKSUMS, list.toString());
    }
}
