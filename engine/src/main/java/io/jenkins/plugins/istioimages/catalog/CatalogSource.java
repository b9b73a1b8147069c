package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.manifest.Dependency;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A source of a release.
 *
 * @param git where it came from, without credentials: a URL, or a path relative to the release manifest
 * @param branch the branch or tag that was asked for
 * @param sha commit
 * @param dirty whether uncommitted changes went in, so that the commit alone does not say what was built
 */
public record CatalogSource(String git, Optional<String> branch, String sha, boolean dirty) {
    private static final Pattern FILE_URL = Pattern.compile("file:", Pattern.CASE_INSENSITIVE);

    /** A source whose repository has one name on all machines, or is a directory of this machine: {@code file:///…}. */
    static CatalogSource of(ResolvedSource source) {
        return of(source, location(source.git()));
    }

    /**
     * A source as a manifest names it. A relative path stays relative to the manifest, as it was written: where the
     * manifest lies on this machine says nothing of the release, and would make two builds of it differ.
     */
    static CatalogSource of(ResolvedSource source, Dependency asked) {
        Optional<String> written =
                asked.localpath().or(asked::git).map(String::strip).filter(text -> isLocal(source.git()));
        return of(source, written.flatMap(CatalogSource::relative).orElseGet(() -> location(source.git())));
    }

    private static CatalogSource of(ResolvedSource source, String git) {
        return new CatalogSource(git, source.branch(), source.sha(), source.dirty());
    }

    private static Optional<String> relative(String written) {
        if (isLocal(written) || FILE_URL.matcher(written).lookingAt()) {
            return Optional.empty();
        }
        String path = Path.of(written).normalize().toString();
        return Optional.of(path.isEmpty() ? "." : path);
    }

    private static String location(String git) {
        try {
            return isLocal(git) ? new URI("file", "", git, null).toASCIIString() : git;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path: " + git, e);
        }
    }

    private static boolean isLocal(String git) {
        return git.startsWith("/");
    }

    /** The page of the commit, where the repository is on a server that has such pages; always an {@code https} URL. */
    public Optional<String> commitPage() {
        try {
            URI uri = new URI(git);
            if (!"https".equalsIgnoreCase(uri.getScheme())
                    || uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                return Optional.empty();
            }
            String base = git.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
            String page = uri.getHost().equalsIgnoreCase("bitbucket.org") ? "/commits/" : "/commit/";
            return Optional.of(base + page + sha);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
