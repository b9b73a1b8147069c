package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.manifest.Auto;
import io.jenkins.plugins.istioimages.manifest.Dependency;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Resolves the dependencies of one release, one at a time and in an order that {@link #needs} allows. */
final class DependencyResolver {
    static final String ISTIO = "istio";
    private static final String PROXY = "proxy";

    private final MirrorCache mirrors;
    private final SourceOptions options;
    private final ReleaseManifest manifest;
    private final Map<String, SourceTree> trees = new ConcurrentHashMap<>();

    DependencyResolver(MirrorCache mirrors, SourceOptions options, ReleaseManifest manifest) {
        this.mirrors = mirrors;
        this.options = options;
        this.manifest = manifest;
    }

    /**
     * The dependency in whose files this one is looked up.
     *
     * @throws InvalidSourceException if there is none of that name, or it would have to be looked up in itself
     */
    Optional<String> needs(Dependency dependency) {
        if (dependency.auto().isEmpty() || dependency.localpath().isPresent()) {
            return Optional.empty();
        }
        Auto auto = dependency.auto().get();
        String needed = auto == Auto.PROXY_WORKSPACE ? PROXY : ISTIO;
        if (dependency.name().equals(ISTIO) || dependency.name().equals(needed)) {
            throw InvalidSourceException.of(
                    Asker.of(dependency), "it cannot be looked up in itself; give a branch, a sha or a localpath");
        }
        if (!manifest.dependencies().containsKey(needed)) {
            throw InvalidSourceException.of(
                    Asker.of(dependency),
                    "it is to be looked up in '" + needed + "', which the manifest does not have");
        }
        return Optional.of(needed);
    }

    ResolvedSource resolve(Dependency dependency) {
        return dependency.localpath().isPresent() ? local(dependency) : remote(dependency);
    }

    private ResolvedSource local(Dependency dependency) {
        Asker asker = Asker.of(dependency);
        GitUrl url = url(dependency);
        Path directory = url.local().orElseThrow();
        Mirror mirror = mirrors.mirror(url, asker);
        LocalSource.Found found = new LocalSource(directory, mirror, asker, manifest.version()).find(options.dirty());
        return resolved(dependency, mirror, asker, found.commit(), found.how(), found.dirty());
    }

    private ResolvedSource remote(Dependency dependency) {
        Asker asker = Asker.of(dependency);
        GitUrl url = url(dependency);
        Mirror mirror = mirrors.mirror(url, asker);
        Resolution.Found found = find(dependency, url, new Resolution(mirror, asker, manifest.version()));
        boolean dirty = mirror.isSnapshot(found.commit().id());
        return resolved(dependency, mirror, asker, found.commit(), found.how(), dirty);
    }

    /** Where a dependency's repository is; a local path goes before a URL. */
    static GitUrl url(Dependency dependency) {
        if (dependency.localpath().isPresent()) {
            return GitUrl.local(path(dependency, dependency.localpath().get()));
        }
        Asker asker = Asker.of(dependency);
        String git = dependency
                .git()
                .orElseThrow(() -> InvalidSourceException.of(asker, "neither git nor localpath is given"));
        return GitUrl.of(git, base(dependency), asker);
    }

    private Resolution.Found find(Dependency dependency, GitUrl url, Resolution resolution) {
        Optional<Revision> revision = revision(dependency, url);
        Optional<String> branch = dependency.branch();
        if (revision.isPresent()) {
            return branch.map(name -> resolution.onBranch(revision.get(), name))
                    .orElseGet(() -> resolution.revision(revision.get()));
        }
        return branch.map(resolution::branchOrTag).orElseGet(resolution::defaultBranch);
    }

    /** A commit that is written in the manifest goes before one that would be looked up. */
    private Optional<Revision> revision(Dependency dependency, GitUrl url) {
        if (dependency.sha().isPresent()) {
            return Optional.of(Revision.of(dependency.sha().get().strip(), "given in the manifest"));
        }
        return dependency.auto().map(auto -> {
            SourceTree tree = trees.get(needs(dependency).orElseThrow());
            return new AutoLookup(tree, Asker.of(dependency)).find(auto, dependency.name(), url);
        });
    }

    private ResolvedSource resolved(
            Dependency dependency, Mirror mirror, Asker asker, Commit commit, String how, boolean dirty) {
        trees.put(dependency.name(), new SourceTree(mirror, asker, dependency.name(), commit));
        return new ResolvedSource(
                dependency.name(),
                mirror.url().text(),
                dependency.localpath().isPresent() ? Optional.empty() : dependency.branch(),
                commit.sha(),
                how,
                dependency.goversionenabled(),
                commit.committed(),
                dirty);
    }

    private static Path path(Dependency dependency, String path) {
        try {
            return base(dependency).resolve(path);
        } catch (InvalidPathException e) {
            throw InvalidSourceException.of(Asker.of(dependency), "localpath is not a path: " + e.getMessage());
        }
    }

    /** Relative paths are relative to the manifest. */
    private static Path base(Dependency dependency) {
        try {
            Path parent = Path.of(dependency.location().file()).toAbsolutePath().getParent();
            return parent == null ? Path.of("").toAbsolutePath() : parent;
        } catch (InvalidPathException e) {
            return Path.of("").toAbsolutePath();
        }
    }
}
