package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Takes a release that was brought to a directory beside its place: every file with a checksum must be what that says, in {@code SHA256SUMS} and beside
 * it. Then
 * it appears whole, or not at all. Before anything is brought, it makes room.
 */
public final class TakeReleaseCallable extends EngineCallable<Void> {
    private static final long serialVersionUID = 1L;

    private static final int CHECKSUM_DIGITS = 64;

    private final String release;
    private final TreeMap<String, String> checksums;
    private final boolean brought;

    private TakeReleaseCallable(String release, Map<String, String> checksums, boolean brought) {
        this.release = release;
        this.checksums = new TreeMap<>(checksums);
        this.brought = brought;
    }

    /** Makes room: what an earlier try has left goes. */
    public static TakeReleaseCallable begin(String release) {
        return new TakeReleaseCallable(release, Map.of(), false);
    }

    /** @param checksums SHA-256 in hexadecimal digits of the files that were brought and have one */
    public static TakeReleaseCallable finish(String release, Map<String, String> checksums) {
        return new TakeReleaseCallable(release, checksums, true);
    }

    /** Where files are brought to, in the workspace. */
    public static String beside(String release) {
        return release.replaceFirst("/+$", "") + ".brought";
    }

    @Override
    Void work(Path workspace) throws IOException {
        Path place = PlanCallable.inside(workspace, release);
        Path waiting = PlanCallable.inside(workspace, beside(release));
        if (place.equals(workspace)) {
            throw new InputException("files of a release are brought to a directory in the workspace, not to its top");
        }
        if (!brought) {
            delete(waiting);
            Files.createDirectories(waiting);
            return null;
        }
        checksums.forEach((name, checksum) -> check(waiting.resolve(name), name, checksum, ReleaseLayout.CHECKSUMS));
        try (Stream<Path> files = Files.walk(waiting)) {
            files.filter(file -> file.toString().endsWith(ReleaseLayout.CHECKSUM_SUFFIX))
                    .forEach(file -> checkBeside(waiting, file));
        }
        try {
            delete(place);
            Files.createDirectories(place.getParent());
            Files.move(waiting, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new WorkException("the release cannot take its place in '" + release + "' of the workspace: " + e, e);
        }
        return null;
    }

    /** The file that says the checksum of the one it stands beside. */
    private static void checkBeside(Path top, Path file) {
        String name = top.relativize(file).toString().replace(File.separatorChar, '/');
        String of = name.substring(0, name.length() - ReleaseLayout.CHECKSUM_SUFFIX.length());
        check(top.resolve(of), of, stated(file, name), name);
    }

    private static String stated(Path file, String name) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(CHECKSUM_DIGITS), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static void check(Path file, String name, String checksum, String source) {
        try {
            MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
            try (InputStream in =
                    new DigestInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), hasher)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            String found = Digest.finish(DigestAlgorithm.SHA256, hasher).hex();
            if (!found.equals(checksum)) {
                throw new WorkException("the archived file " + name + " has the SHA-256 " + found + ", and " + source
                        + " of the release says " + checksum);
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static WorkException unreadable(String name, IOException e) {
        return new WorkException("the archived file " + name + " cannot be read: " + e, e);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        } else {
            Files.deleteIfExists(directory);
        }
    }
}
