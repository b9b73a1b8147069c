package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.source.ResolvedSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * A source of a release.
 *
 * @param git URL or path it came from, without credentials
 * @param branch the branch or tag that was asked for
 * @param sha commit
 * @param dirty whether uncommitted changes went in, so that the commit alone does not say what was built
 */
public record CatalogSource(String git, Optional<String> branch, String sha, boolean dirty) {
    static CatalogSource of(ResolvedSource source) {
        return new CatalogSource(source.git(), source.branch(), source.sha(), source.dirty());
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
