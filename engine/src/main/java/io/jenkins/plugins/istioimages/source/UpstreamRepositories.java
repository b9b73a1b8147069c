package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.manifest.Dependency;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

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

    /**
     * A text file at the tip of a branch.
     *
     * @param name of the repository in the user's words
     * @param git URL, or path from the working directory
     * @param path from the top of the tree
     * @return empty where the branch has no such file
     * @throws UnknownRefException if there is no such branch
     * @throws GitException as {@link SourceResolver#fetch}
     */
    public Optional<String> text(String name, String git, String branch, String path) {
        Asker asker = new Asker(name, Optional.empty());
        Mirror mirror = mirrors.mirror(GitUrl.of(git, Path.of("").toAbsolutePath(), asker), asker);
        RemoteRefs refs = mirror.refs(WireRemote.prefixes(branch));
        ObjectId tip = refs.branch(branch)
                .or(() -> refs.tag(branch))
                .orElseThrow(() -> UnknownRefException.of(
                        asker,
                        mirror.url() + " has no branch '" + branch + "'"
                                + NearestName.hint(
                                        branch, mirror.refs(List.of()).names())));
        return new SourceTree(mirror, asker, name, mirror.commit(tip))
                .file(path)
                .map(SourceText::text);
    }

    private UpstreamRefs ask(GitUrl url, Asker asker, List<String> prefixes) {
        return UpstreamRefs.of(url.text(), mirrors.mirror(url, asker).refs(prefixes));
    }
}
