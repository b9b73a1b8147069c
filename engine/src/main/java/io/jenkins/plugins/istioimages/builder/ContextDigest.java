package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a build context holds, in one digest: paths, contents, links, and which files can be executed. Machines that are
 * given a copy of it see by this that they build the same. Git's own files are no part of it, nor are empty directories.
 */
public final class ContextDigest {
    private static final Path GIT = Path.of(".git");

    private ContextDigest() {}

    /**
     * Reads a directory.
     *
     * @throws InputException if it cannot be read
     */
    public static Digest of(Path directory) {
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), hasher)) {
            for (Path file : files(directory)) {
                add(directory, file, out);
            }
        } catch (IOException e) {
            throw new InputException("cannot read " + directory + ": " + e.getMessage(), e);
        }
        return Digest.finish(DigestAlgorithm.SHA256, hasher);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> !Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !directory.relativize(path).startsWith(GIT))
                    .sorted()
                    .toList();
        }
    }

    /** A line that ends the name and says how many bytes follow, so that no two contexts read the same. */
    private static void add(Path directory, Path file, OutputStream out) throws IOException {
        String name = directory.relativize(file).toString();
        boolean link = Files.isSymbolicLink(file);
        byte[] target = link ? Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8) : new byte[0];
        String kind = link ? "link" : Files.isExecutable(file) ? "program" : "file";
        long size = link ? target.length : Files.size(file);
        out.write((name.length() + " " + name + " " + kind + " " + size + "\n").getBytes(StandardCharsets.UTF_8));
        if (link) {
            out.write(target);
        } else {
            Files.copy(file, out);
        }
    }
}
