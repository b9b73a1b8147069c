package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes a release that was built before out of {@code out}, so that it holds one release alone. What tells releases apart is
 * their manifest, which names version, commits, platforms and hub: outputs of an equal one stand side by side, whenever
 * they were made. Files that no release has are left alone.
 */
final class EarlierRelease {
    private static final int MOST = 1 << 20;
    private static final Pattern VERSION = Pattern.compile("(?m)^version: *[\"']?([^\"'\\s]+)");
    private static final List<String> DIRECTORIES =
            List.of("docker", "helm/samples", "helm", "deb", "rpm", "grafana", "licenses");
    /** Of this program and of release-builder. */
    private static final Pattern FILES = Pattern.compile("(docker|helm|deb|rpm|grafana|licenses)/.+|SHA256SUMS"
            + "|(istio(ctl)?-[^/]+\\.(tar\\.gz|zip)|sources\\.tar\\.gz|images\\.(yaml|html)|lock\\.yaml"
            + "|istio-(release|source)\\.spdx(\\.json)?)(\\.sha256)?|manifest\\.yaml\\.sha256");

    private final Path out;

    EarlierRelease(Path out) {
        this.out = out;
    }

    /**
     * Removes it, unless it is the same. Its manifest goes last: what was cut is done by the next build.
     *
     * @param manifest of the release that comes, as it stands in its file
     * @return what to tell of it; empty where there was none
     */
    Optional<String> remove(String manifest) {
        Path file = out.resolve(ReleaseLayout.MANIFEST);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            String earlier = read(file);
            if (earlier.equals(manifest)) {
                return Optional.empty();
            }
            List<String> files = files();
            for (String one : files) {
                Files.deleteIfExists(out.resolve(one));
            }
            for (String directory : DIRECTORIES) {
                removeEmpty(out.resolve(directory));
            }
            Files.delete(file);
            return Optional.of(describe(earlier, manifest) + ": its " + (files.size() + 1) + " files are removed");
        } catch (IOException | UncheckedIOException e) {
            throw new WorkException("cannot remove the release that is in " + out + ": " + e, e);
        }
    }

    private String describe(String earlier, String manifest) {
        String version = version(earlier);
        return version.equals(version(manifest))
                ? out + " had a release " + version + " of other commits, platforms or settings"
                : out + " had the release " + version;
    }

    private static String version(String manifest) {
        Matcher matcher = VERSION.matcher(manifest);
        return matcher.find() ? matcher.group(1) : "of no version";
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(out)) {
            return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> out.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> FILES.matcher(file).matches())
                    .toList();
        }
    }

    private static void removeEmpty(Path directory) throws IOException {
        try {
            Files.delete(directory);
        } catch (NoSuchFileException | DirectoryNotEmptyException kept) {
            // It is not there, or holds what no release has.
        }
    }
}
