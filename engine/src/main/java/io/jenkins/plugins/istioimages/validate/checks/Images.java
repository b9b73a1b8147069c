package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.ImageFile;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.function.BiConsumer;

/** What checks of images have in common. */
final class Images {
    /** Why a check of images had nothing to look at. */
    static final String NONE = "there are no archives of images";

    private Images() {}

    /** Looks at each image that could be read. */
    static Outcome each(Release release, BiConsumer<ImageFile, Findings> look) {
        if (release.images().names().isEmpty()) {
            return Outcome.notApplicable(NONE);
        }
        Findings findings = new Findings("images");
        for (ImageFile image : release.images().all()) {
            findings.seen();
            look.accept(image, findings);
        }
        return findings.outcome();
    }
}
