package io.jenkins.plugins.istioimages.jenkins.images.view;

import io.jenkins.plugins.istioimages.catalog.CatalogSource;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A source of a release.
 *
 * @param name for example {@code istio}
 * @param git where it came from, without credentials
 * @param branch branch or tag that was asked for; empty if none was
 * @param sha commit
 * @param dirty whether uncommitted changes went in
 * @param page {@code https} URL of the commit's page; empty where there is none
 */
@ExportedBean(defaultVisibility = 9)
public record SourceView(
        @Exported String name,
        @Exported String git,
        @Exported String branch,
        @Exported String sha,
        @Exported boolean dirty,
        @Exported String page) {
    static SourceView of(String name, CatalogSource source) {
        return new SourceView(
                name,
                source.git(),
                source.branch().orElse(""),
                source.sha(),
                source.dirty(),
                source.commitPage().orElse(""));
    }

    /** The first digits of the commit. */
    public String shortSha() {
        return Abbreviated.digits(sha);
    }
}
