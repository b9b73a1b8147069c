package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.source.ResolvedSource;
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
}
