package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.build.FileRecord;
import io.jenkins.plugins.istioimages.build.StageFiles;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

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
     * Writes a checksum beside each file of {@code out}, as release-builder does for some (pkg/util/files.go, CreateSha),
     * and all in one list that sha256sum(1) reads: of this build and of earlier ones in the same directory.
     */
    void writeChecksums() {
        StringBuilder list = new StringBuilder();
        for (String path : published()) {
            Path file = directory.out().resolve(path);
            try {
                Digest digest = StageFiles.sha256(file);
                directory.write(path + ReleaseLayout.CHECKSUM_SUFFIX, digest.hex() + " " + file.getFileName() + "\n");
                list.append(digest.hex()).append("  ").append(path).append('\n');
            } catch (IOException e) {
                throw new WorkException("cannot read " + file + ": " + e, e);
            }
        }
        directory.write(ReleaseLayout.CHECKSUMS, list.toString());
    }

    private List<String> published() {
        Path out = directory.out();
        try (Stream<Path> all = Files.walk(out)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .map(file -> out.relativize(file).toString())
                    .filter(path ->
                            !path.equals(ReleaseLayout.CHECKSUMS) && !path.endsWith(ReleaseLayout.CHECKSUM_SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new WorkException("cannot list " + out + ": " + e, e);
        }
    }
}
