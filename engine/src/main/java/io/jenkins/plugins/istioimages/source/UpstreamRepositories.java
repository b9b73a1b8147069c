package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.manifest.Dependency;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;

/** Asks repositories for what they have now, as {@code git ls-remote} does: nothing is fetched or kept. */
public final class UpstreamRepositories {
    private final MirrorCache mirrors;

    /** @param mirrors which know how servers are reached */
    public UpstreamRepositories(MirrorCache mirrors) {
        this.mirrors = mirrors;
    }

    /**
     * Asks the repository of a dependency.
     *
     * @throws InvalidSourceException if it names none, or in no form that is known
     * @throws GitException if the server refuses or cannot be reached, with the types that {@link SourceResolver#resolve}
     *     has
     */
    public UpstreamRefs of(Dependency dependency) {
        return ask(
                DependencyResolver.url(dependency),
                Asker.of(dependency),
                List.of(Constants.R_TAGS, Constants.R_HEADS, Constants.HEAD));
    }

    /**
     * Asks the repository of a submodule for its branches.
     *
     * @throws io.jenkins.plugins.istioimages.errors.EngineException as {@link #of(Dependency)}
     */
    public UpstreamRefs of(Submodule submodule) {
        Asker asker = new Asker("submodule '" + submodule.name() + "'", Optional.of(submodule.location()));
        return ask(GitUrl.of(submodule.git(), Path.of(""), asker), asker, List.of(Constants.R_HEADS, Constants.HEAD));
    }

    private UpstreamRefs ask(GitUrl url, Asker asker, List<String> prefixes) {
        return UpstreamRefs.of(url.text(), mirrors.mirror(url, asker).refs(prefixes));
    }
}
