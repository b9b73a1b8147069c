package io.jenkins.plugins.istioimages.catalog.sbom;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.SourceInventory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes what a release consists of, and what it was made from, in the form of SPDX 2.3. release-builder calls the same
 * two {@code istio-release.spdx} and {@code istio-source.spdx}, which SPDX keeps for its form of tags and values.
 */
public final class BillsOfMaterials {
    /** Of what is released. */
    public static final String RELEASE = "istio-release.spdx.json";
    /** Of what it was made from. */
    public static final String SOURCE = ReleaseLayout.SOURCE_BILL;

    private static final Set<String> WRITTEN_LATER = Set.of(RELEASE, SOURCE, "SHA256SUMS");
    private static final String CHECKSUM = ".sha256";

    private final String version;
    private final Instant created;

    /** @param created time of everything in the release */
    public BillsOfMaterials(String version, Instant created) {
        this.version = version;
        this.created = created;
    }

    /**
     * Of everything that lies in a release now, its checksums aside.
     *
     * @param out the release
     * @param catalog its images, where it has some
     * @param contents looks into them; is not asked where the release has a bill of the same files and images already
     * @return nothing where it has
     * @throws WorkException if something cannot be read
     */
    public Optional<String> release(Path out, Optional<Catalog> catalog, ImageContentsOf contents) {
        try {
            List<SpdxFile> files = new ArrayList<>();
            for (String path : described(out)) {
                files.add(SpdxFile.read(out, path));
            }
            return isThere(out, files, catalog)
                    ? Optional.empty()
                    : Optional.of(new ReleaseBom(version, created).write(out, files, catalog, contents));
        } catch (IOException | UncheckedIOException e) {
            throw new WorkException("cannot read " + out + ": " + e, e);
        }
    }

    /** What is in an image follows from its digest. */
    private static boolean isThere(Path out, List<SpdxFile> files, Optional<Catalog> catalog) {
        Path bill = out.resolve(RELEASE);
        if (!Files.isRegularFile(bill)) {
            return false;
        }
        SortedMap<String, String> wanted = new TreeMap<>();
        files.forEach(file -> wanted.put(file.path(), file.sha256()));
        try {
            BillFacts found = BillFacts.read(bill);
            return found.files().equals(wanted) && found.digests().equals(digests(catalog));
        } catch (WorkException damaged) {
            return false;
        }
    }

    /** Of every image, for all platforms and for each, in hexadecimal digits. */
    public static Set<String> digests(Optional<Catalog> catalog) {
        Set<String> digests = new HashSet<>();
        catalog.ifPresent(all -> all.images().forEach(image -> {
            digests.add(image.digest().hex());
            image.platforms().forEach(platform -> digests.add(platform.digest().hex()));
        }));
        return digests;
    }

    /**
     * Of the sources: every file and what it requires.
     *
     * @param out stays open
     * @throws IOException from {@code out}
     * @throws io.jenkins.plugins.istioimages.errors.EngineException as {@link SourceInventory}'s methods
     */
    public void source(Lock lock, SourceInventory inventory, OutputStream out) throws IOException {
        new SourceBom(version, created, inventory).write(lock, out);
    }

    /** Whether a bill of materials names a file, by its path in the release. */
    public static boolean describes(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return !WRITTEN_LATER.contains(path) && !name.endsWith(CHECKSUM) && !name.startsWith(".");
    }

    private static List<String> described(Path out) throws IOException {
        try (Stream<Path> all = Files.walk(out)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> out.relativize(file).toString().replace('\\', '/'))
                    .filter(BillsOfMaterials::describes)
                    .sorted()
                    .toList();
        }
    }
}
