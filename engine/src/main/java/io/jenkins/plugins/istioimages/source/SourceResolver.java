package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Finds the commit of every dependency of a release.
 *
 * <p>{@code new SourceResolver(new MirrorCache(dir, GitAccess.standard()), SourceOptions.standard()).resolve(manifest)}
 * gives the {@link Lock}; {@link #fetch} then brings all sources into the cache, after which {@link Checkout} and
 * {@link SourceArchive} need no network. Servers are asked for as little as answers the question: the tips of branches
 * and tags, and the files of istio and proxy where other dependencies are looked up in them.
 */
public final class SourceResolver {
    private final MirrorCache mirrors;
    private final SourceOptions options;

    public SourceResolver(MirrorCache mirrors, SourceOptions options) {
        this.mirrors = mirrors;
        this.options = options;
    }

    /**
     * Resolves all dependencies, those that do not need another at the same time. If several fail, the first in the
     * order of the manifest is thrown and the others are suppressed in it.
     *
     * @throws InputException the manifest is wrong: {@link UnknownRefException}, {@link RepositoryNotFoundException},
     *     {@link UnknownModuleException}, {@link TagConflictException}, {@link InvalidSourceException},
     *     {@link SourceFileException}
     * @throws GitException a server refuses or cannot be reached: {@link GitAuthException},
     *     {@link GitUnreachableException}, {@link GitTimeoutException}, {@link GitHostKeyException}
     * @throws io.jenkins.plugins.istioimages.errors.CancelledException if the thread is interrupted
     */
    public Lock resolve(ReleaseManifest manifest) {
        if (!manifest.dependencies().containsKey(DependencyResolver.ISTIO)) {
            throw new InputException("the manifest has no dependency 'istio'; it is what is built");
        }
        DependencyResolver resolver = new DependencyResolver(mirrors, options, manifest);
        try (Parallel<ResolvedSource> parallel = new Parallel<>(options.parallel())) {
            manifest.dependencies()
                    .forEach((name, dependency) ->
                            parallel.submit(name, resolver.needs(dependency), () -> resolver.resolve(dependency)));
            return new Lock(manifest.version(), parallel.results());
        }
    }

    /**
     * Brings the files of all sources into the cache.
     *
     * @throws EngineException as {@link #resolve}
     */
    public void fetch(Lock lock) {
        try (Parallel<ResolvedSource> parallel = new Parallel<>(options.parallel())) {
            lock.sources()
                    .forEach((name, source) -> parallel.submit(name, Optional.empty(), () -> {
                        mirrors.mirror(source).fetch(ObjectId.fromString(source.sha()));
                        return source;
                    }));
            parallel.results();
        }
    }
}
