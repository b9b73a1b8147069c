package io.jenkins.plugins.istioimages.jenkins.images;

import io.jenkins.plugins.istioimages.catalog.CatalogFiles;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Files beside a run. A file's name holds the digest of its content, so a new one never takes the place of one that the
 * run's own file still names.
 */
final class RunFiles {
    private static final int DIGITS = 16;

    private final Path directory;
    private final int most;

    /**
     * @param run directory of the run
     * @param most bytes of a file
     */
    RunFiles(Path run, int most) {
        this.directory = run.resolve("istio-images");
        this.most = most;
    }

    /**
     * A file as the run's own file names it.
     *
     * @param digest of its bytes
     */
    record Kept(String file, String digest) {}

    /**
     * Writes a file; it is on the disk when this returns.
     *
     * @param what it is, for the error
     * @throws WorkException if it is too large to keep
     */
    Kept write(String prefix, String suffix, String text, String what) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > most) {
            throw new WorkException(what + " has " + bytes.length + " bytes, at most " + most + " are kept with a run");
        }
        Digest digest = Digest.sha256(bytes);
        String name = prefix + "-" + digest.hex().substring(0, DIGITS) + suffix;
        Files.createDirectories(directory);
        CatalogFiles.replace(directory.resolve(name), text);
        return new Kept(name, digest.toString());
    }

    /**
     * Reads a file.
     *
     * @throws WorkException if it is missing or not what was written
     */
    byte[] read(Kept kept, String what) {
        byte[] bytes = content(place(kept.file()), what);
        if (!Digest.sha256(bytes).toString().equals(kept.digest())) {
            throw new WorkException(what + " is not what the run recorded: its file was changed or cut short");
        }
        return bytes;
    }

    /** Removes a file that no run names any more; one that cannot be removed goes with the run. */
    void forget(String file) throws IOException {
        Files.deleteIfExists(place(file));
    }

    private Path place(String file) {
        return directory.resolve(Path.of(file).getFileName());
    }

    private byte[] content(Path file, String what) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new WorkException(what + " is missing from the run's directory");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(most + 1);
        } catch (IOException e) {
            throw new WorkException(what + " cannot be read: " + e.getMessage(), e);
        }
    }
}
