package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.catalog.contents.HashingInputStream;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A directory {@code out} with a release in it. What a check asks for is read at the first question, once for all. */
public final class Release {
    /** The manifest of a finished release. */
    public static final String MANIFEST = "manifest.yaml";

    /** The manifest that can be built again; only this program writes it. */
    public static final String LOCK = "lock.yaml";

    private static final int MAX_SMALL = 1 << 20;
    private static final int MAX_FILES = 100_000;

    private final Path root;
    private final Lazy<List<String>> files;
    private final ResolvedManifest manifest;
    private final Set<Output> outputs;
    private final SortedMap<String, Lazy<Bundle>> bundles = new TreeMap<>();
    private final SortedMap<String, Lazy<PackageArchive>> packages = new TreeMap<>();
    private final ReleaseImages images;
    private final Lazy<SourcesArchive> sources;

    private Release(Path root, Set<Output> chosen, Optional<StagedImages> staged) {
        this.root = root;
        this.files = new Lazy<>(() -> list(root));
        this.manifest = ResolvedManifest.parse(small(root, MANIFEST), MANIFEST);
        this.outputs = chosen.isEmpty() ? said(root, manifest) : Set.copyOf(chosen);
        this.images = new ReleaseImages(root, files.get(), manifest, staged);
        this.sources = new Lazy<>(() -> SourcesArchive.read(root.resolve(ReleaseLayout.SOURCES)));
        for (String file : files.get()) {
            if (file.matches("deb/.*\\.deb|rpm/.*\\.rpm")) {
                packages.put(file, new Lazy<>(() -> PackageReader.read(root, file, manifest.marks())));
            } else if (isBundle(file)) {
                bundles.put(
                        file,
                        new Lazy<>(() -> BundleScan.of(root.resolve(file), file, manifest.version(), Release::isText)));
            }
        }
    }

    /**
     * Opens a release.
     *
     * @throws InputException if there is none, or its manifest cannot be read
     */
    public static Release open(Path out) {
        return open(out, Set.of());
    }

    /**
     * Opens a release of which only some outputs are expected.
     *
     * @param outputs empty for those that its manifest names, or its lock; all where neither names any
     * @throws InputException if there is none, or its manifest cannot be read
     */
    public static Release open(Path out, Set<Output> outputs) {
        return open(out, outputs, Optional.empty());
    }

    /**
     * Opens a release whose images can be looked at where they were staged, too.
     *
     * @param outputs as above
     * @param staged empty where that is not known
     * @throws InputException if there is none, or its manifest cannot be read
     */
    public static Release open(Path out, Set<Output> outputs, Optional<StagedImages> staged) {
        if (!Files.isRegularFile(out.resolve(MANIFEST), LinkOption.NOFOLLOW_LINKS)) {
            throw new InputException("'" + out + "' is no release: it has no " + MANIFEST);
        }
        return new Release(out, outputs, staged);
    }

    /** Its manifest. */
    public ResolvedManifest manifest() {
        return manifest;
    }

    /** What it is expected to have. */
    public Set<Output> outputs() {
        return outputs;
    }

    /** Every file, relative to the release, sorted, with slashes. */
    public List<String> files() {
        return files.get();
    }

    /** Whether there is such a file. */
    public boolean has(String file) {
        return files().contains(file);
    }

    /** Where a file lies. */
    public Path path(String file) {
        return root.resolve(file);
    }

    /** Names of what is in a directory, not below that. */
    public List<String> in(String directory) {
        String prefix = directory + "/";
        return files().stream()
                .filter(file -> file.startsWith(prefix) && file.indexOf('/', prefix.length()) < 0)
                .map(file -> file.substring(prefix.length()))
                .toList();
    }

    /**
     * A small file.
     *
     * @throws WorkException if it is larger than a mebibyte or cannot be read
     */
    public byte[] small(String file) {
        return small(root, file);
    }

    /**
     * SHA-256 of a file in hexadecimal digits.
     *
     * @throws WorkException if it cannot be read
     */
    public String sha256(String file) {
        try (HashingInputStream in =
                new HashingInputStream(Files.newInputStream(root.resolve(file), LinkOption.NOFOLLOW_LINKS))) {
            return in.finish().hex();
        } catch (IOException e) {
            throw new WorkException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** What an archive holds; empty where there is no such archive. */
    public Optional<Bundle> bundle(String file) {
        return Optional.ofNullable(bundles.get(file)).map(Lazy::get);
    }

    /** Names of the archives that hold programs, charts or licences. */
    public List<String> bundleNames() {
        return List.copyOf(bundles.keySet());
    }

    /** Its images. */
    public ReleaseImages images() {
        return images;
    }

    /** A package; empty where there is no such file. */
    public Optional<PackageArchive> systemPackage(String file) {
        return Optional.ofNullable(packages.get(file)).map(Lazy::get);
    }

    /** Packages below a directory. */
    public List<String> packageNames(String directory) {
        return packages.keySet().stream()
                .filter(file -> file.startsWith(directory + "/"))
                .toList();
    }

    /** What its sources hold; empty where it has none. */
    public Optional<SourcesArchive> sources() {
        return has(ReleaseLayout.SOURCES) ? Optional.of(sources.get()) : Optional.empty();
    }

    private static Set<Output> said(Path root, ResolvedManifest manifest) {
        return manifest.outputs()
                .or(() -> Files.isRegularFile(root.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)
                        ? ResolvedManifest.outputs(PlainYaml.read(small(root, LOCK), LOCK))
                        : Optional.empty())
                .orElseGet(() -> Set.of(Output.values()));
    }

    private static boolean isBundle(String file) {
        boolean top = file.indexOf('/') < 0;
        return top && file.matches("istio(ctl)?-.*\\.(tar\\.gz|zip)")
                || file.startsWith("helm/") && file.endsWith(".tgz")
                || file.startsWith("licenses/") && file.endsWith(".tar.gz");
    }

    private static boolean isText(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.equals("values.yaml")
                || name.equals("Chart.yaml")
                || path.endsWith("manifests/profiles/default.yaml");
    }

    private static List<String> list(Path root) {
        List<String> result = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root, new FileVisitOption[0])) {
            all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .forEach(file -> {
                        if (result.size() == MAX_FILES) {
                            throw new WorkException(root + " has more than " + MAX_FILES + " files");
                        }
                        result.add(root.relativize(file).toString().replace('\\', '/'));
                    });
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new WorkException("cannot list " + root + ": " + e.getMessage(), e);
        }
        return result.stream().sorted().toList();
    }

    private static byte[] small(Path root, String file) {
        try (java.io.InputStream in = Files.newInputStream(root.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(MAX_SMALL + 1);
            if (content.length > MAX_SMALL) {
                throw new WorkException(file + " has more than " + MAX_SMALL + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw new WorkException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
