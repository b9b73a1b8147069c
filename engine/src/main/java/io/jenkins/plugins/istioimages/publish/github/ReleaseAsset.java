package io.jenkins.plugins.istioimages.publish.github;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of a release that people download.
 *
 * @param size in bytes
 * @param digest SHA-256 of its content
 */
public record ReleaseAsset(Path file, long size, Digest digest) {
    private static final String SUM = ".sha256";
    private static final int BUFFER = 1 << 16;
    private static final int MOST_SUM = 4096;

    /** Its name on GitHub. */
    public String name() {
        return file.getFileName().toString();
    }

    /** What browsers are told about it. */
    String type() {
        String name = name();
        if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
            return "application/gzip";
        }
        if (name.endsWith(".zip")) {
            return "application/zip";
        }
        if (name.endsWith(SUM)) {
            return "text/plain";
        }
        return name.endsWith(".spdx") || name.endsWith(".json") ? "application/json" : "application/octet-stream";
    }

    /**
     * What release-builder uploads: the files at the top of a release whose names have {@code istio} in them, which are
     * the archives, their checksums and the bills of materials. Each is read once.
     *
     * @param out directory of the release
     * @return in the order of their names
     * @throws InputException if there are none, one cannot be read, is not what its checksum says, or has a name that
     *     GitHub would change
     */
    public static List<ReleaseAsset> of(Path out) {
        try (Stream<Path> entries = Files.list(out)) {
            List<Path> files = entries.filter(ReleaseAsset::isAsset).sorted().toList();
            if (files.isEmpty()) {
                throw new InputException(out + " has no archive and nothing else of a release at its top");
            }
            List<ReleaseAsset> assets = new ArrayList<>();
            for (Path file : files) {
                assets.add(read(file));
            }
            check(assets);
            return assets;
        } catch (IOException e) {
            throw new InputException("the release " + out + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isAsset(Path file) {
        String name = file.getFileName().toString();
        return name.contains("istio") && !name.startsWith(".") && Files.isRegularFile(file);
    }

    private static ReleaseAsset read(Path file) throws IOException {
        if (!file.getFileName().toString().matches("[A-Za-z0-9._+-]+")) {
            throw new InputException(
                    file + " would have another name on GitHub, which takes letters, digits, '.', '_', '+'"
                            + " and '-' only; rename it, or take it out of the release");
        }
        MessageDigest hash = DigestAlgorithm.SHA256.newHasher();
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hash.update(buffer, 0, count);
                size += count;
            }
        }
        return new ReleaseAsset(file, size, Digest.finish(DigestAlgorithm.SHA256, hash));
    }

    private static void check(List<ReleaseAsset> assets) throws IOException {
        Map<String, ReleaseAsset> named =
                assets.stream().collect(Collectors.toMap(ReleaseAsset::name, Function.identity()));
        for (ReleaseAsset sum : assets) {
            String of = sum.name().endsWith(SUM)
                    ? sum.name().substring(0, sum.name().length() - SUM.length())
                    : "";
            ReleaseAsset summed = named.get(of);
            if (summed != null && !says(sum, summed.digest().hex())) {
                throw new InputException(
                        summed.file() + " is not what " + sum.name() + " says; it has " + summed.digest());
            }
        }
    }

    private static boolean says(ReleaseAsset sum, String hex) throws IOException {
        return sum.size() <= MOST_SUM
                && Files.readString(sum.file()).strip().split("\\s+", 2)[0].equalsIgnoreCase(hex);
    }
}
