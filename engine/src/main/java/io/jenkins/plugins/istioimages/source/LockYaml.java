package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.Dependency;
import io.jenkins.plugins.istioimages.manifest.InvalidFileException;
import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import io.jenkins.plugins.istioimages.manifest.ManifestWriter;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.manifest.YamlBlock;
import io.jenkins.plugins.istioimages.manifest.YamlFile;
import io.jenkins.plugins.istioimages.manifest.YamlMapping;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The lock as a file: the release manifest it was resolved from with every dependency at its commit, and how each was
 * found under {@code resolved}. So it is read in two ways: as a lock, and as a manifest, from which the same release is
 * built again.
 */
public final class LockYaml {
    /** Files of this size are read whole; a lock has some kilobytes. */
    private static final long MAX_BYTES = 1 << 20;

    private LockYaml() {}

    /**
     * The text of the file. Equal arguments give equal texts.
     *
     * @param manifest that was resolved
     */
    public static String write(ReleaseManifest manifest, Lock lock) {
        YamlBlock found = YamlBlock.lines();
        lock.sources().forEach((name, source) -> found.put(name, found(source)));
        return ManifestWriter.write(pinned(manifest, lock))
                + YamlBlock.lines().put(ResolvedBlock.KEY, found).toText();
    }

    /**
     * The manifest with every dependency at its commit; dependencies that the lock does not have are left out.
     */
    public static ReleaseManifest pinned(ReleaseManifest manifest, Lock lock) {
        Map<String, Dependency> pinned = new LinkedHashMap<>();
        lock.sources().forEach((name, source) -> {
            Dependency asked = manifest.dependencies().get(name);
            if (asked == null) {
                throw new IllegalArgumentException("the lock has '" + name + "' and the manifest does not");
            }
            pinned.put(name, pinned(asked, source));
        });
        return new ReleaseManifest(
                lock.version(),
                manifest.docker(),
                manifest.dockerOutput(),
                manifest.architectures(),
                manifest.directory(),
                manifest.proxyOverride(),
                manifest.outputs(),
                manifest.dashboards(),
                manifest.skipGenerateBillOfMaterials(),
                pinned);
    }

    /**
     * Reads a lock.
     *
     * @throws InputException if the file cannot be read
     * @throws InvalidFileException if it is no manifest, or lacks what makes it a lock
     */
    public static Lock read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new InputException(file + " is larger than 1 MiB: that is no lock");
            }
            return read(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new InputException("cannot read the lock " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a lock, if the manifest is one.
     *
     * @throws InputException if the file cannot be read
     * @throws InvalidFileException if it is a lock and something is missing
     */
    public static Optional<Lock> find(Path file) {
        try {
            byte[] content = Files.size(file) > MAX_BYTES ? new byte[0] : Files.readAllBytes(file);
            boolean lock = YamlFile.of(file.toString(), content).root().keys().contains(ResolvedBlock.KEY);
            return lock ? Optional.of(read(file)) : Optional.empty();
        } catch (IOException e) {
            throw new InputException("cannot read the lock " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a lock from bytes.
     *
     * @param name of the file in locations
     * @throws InvalidFileException as {@link #read(Path)}
     */
    public static Lock read(String name, byte[] content) {
        ReleaseManifest manifest = ManifestReader.read(name, content).manifest();
        YamlFile file = YamlFile.of(name, content);
        YamlMapping root = file.root();
        ResolvedBlock resolved = new ResolvedBlock(root);
        Map<String, ResolvedSource> sources = new LinkedHashMap<>();
        manifest.dependencies().forEach((key, dependency) -> resolved.source(dependency)
                .ifPresent(source -> sources.put(key, source)));
        file.finish();
        return new Lock(manifest.version(), sources);
    }

    private static Dependency pinned(Dependency asked, ResolvedSource source) {
        return new Dependency(
                source.name(),
                Optional.of(url(source.git())),
                source.branch(),
                Optional.of(source.sha()),
                Optional.empty(),
                Optional.empty(),
                source.goversionenabled(),
                asked.location());
    }

    /** A manifest's {@code git} has no blanks; a local path may. */
    private static String url(String git) {
        return git.startsWith("/") && git.chars().anyMatch(Character::isWhitespace)
                ? URI.create("file://" + Path.of(git).toUri().getRawPath()).toString()
                : git;
    }

    private static YamlBlock found(ResolvedSource source) {
        YamlBlock found = YamlBlock.lines()
                .put(ResolvedBlock.HOW, source.how())
                .put(ResolvedBlock.COMMITTED, source.committed().toString());
        if (source.dirty()) {
            found.put(ResolvedBlock.DIRTY, true);
        }
        return found;
    }
}
