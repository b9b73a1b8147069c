package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.ReleaseAtHand;
import io.jenkins.plugins.istioimages.jenkins.images.ImagesAction;
import java.util.List;
import java.util.Optional;

/** Which images are those of a release: what a call names, what the run recorded, or what the release itself says. */
final class ImagesToPublish {
    private final Run<?, ?> run;

    ImagesToPublish(Run<?, ?> run) {
        this.run = run;
    }

    /** The images whose release is published: those that a call names, else what the run recorded last. */
    Optional<ImageCatalog> expected(ImageCatalog given, Optional<ReleaseAtHand> atHand) throws AbortException {
        if (given != null) {
            return Optional.of(given);
        }
        List<String> recorded = recorded();
        if (recorded.isEmpty()) {
            return Optional.empty();
        }
        String version =
                atHand.map(ReleaseAtHand::version).filter(recorded::contains).orElse("");
        return Optional.of(new RecordedCatalogs(run).choose(version));
    }

    /**
     * Whether the controller knows by itself what was built: what only an agent says becomes no record of the run, from
     * which it could be signed later.
     */
    boolean isKnown(ImageCatalog given, String version) {
        return given != null || recorded().contains(version);
    }

    private List<String> recorded() {
        return ImagesAction.of(run).stream().map(Catalog::version).toList();
    }

    /**
     * Chooses.
     *
     * @param given by the call; null where it names none
     * @param atHand release in the workspace
     * @param hubs where they go
     * @param signed whether they are to be signed: what only an agent says is not
     * @throws AbortException if there are none
     */
    ImageCatalog choose(ImageCatalog given, Optional<ReleaseAtHand> atHand, List<String> hubs, boolean signed)
            throws AbortException {
        Optional<ImageCatalog> known = expected(given, atHand);
        if (known.isPresent()) {
            return known.get().publishable(hubs);
        }
        ImageCatalog own = atHand.flatMap(ReleaseAtHand::images)
                .orElseThrow(() -> new AbortException("there are no images to publish: the call names none, the run"
                        + " recorded none, and no release in the workspace has an images.yaml"));
        if (signed) {
            throw new AbortException("who has built the images of " + own.getVersion() + " in the workspace is not"
                    + " known here, so they are not signed: give images, as istioBuild or imageCatalog gives them");
        }
        return own.publishable(hubs);
    }
}
