package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.source.Lock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares a catalog that an agent wrote with what stages made: nothing may be added, lost or changed on the way. */
public final class CatalogCheck {
    private static final String WHAT = "the catalog of the agent";

    private final Plan plan;
    private final Lock lock;
    private final Set<Made> made = new HashSet<>();

    /** @param stages what was checked when it came */
    public CatalogCheck(Plan plan, Lock lock, List<StageImages> stages) {
        this.plan = plan;
        this.lock = lock;
        for (StageImages stage : stages) {
            for (ImageRecord record :
                    StageImages.read(stage.records(), "image records").images()) {
                made.add(new Made(
                        record.name(),
                        record.variant(),
                        record.repository(),
                        new CatalogPlatform(
                                record.platform(), record.manifest().digest(), record.size(), record.stage())));
            }
        }
    }

    /** An image of one platform. */
    private record Made(String name, String variant, Repository repository, CatalogPlatform platform) {}

    /**
     * Checks.
     *
     * @throws MalformedContentException naming what differs
     */
    public void check(Catalog catalog) {
        if (!catalog.version().equals(plan.version())
                || !catalog.created().equals(lock.istio().committed())) {
            throw new MalformedContentException(WHAT + " is of " + catalog.version() + ", " + catalog.created());
        }
        Set<Made> seen = new HashSet<>();
        catalog.images().forEach(image -> check(image, seen));
        if (!seen.equals(made)) {
            throw new MalformedContentException(WHAT + " lacks images that stages made");
        }
    }

    private void check(CatalogImage image, Set<Made> seen) {
        String name = image.name() + " (" + image.variant() + ")";
        if (!image.tags().equals(plan.tags().of(image.variant()))) {
            throw new MalformedContentException(WHAT + ": tags of " + name + " are " + image.tags());
        }
        for (CatalogPlatform platform : image.platforms()) {
            Made one = new Made(image.name(), image.variant(), image.repository(), platform);
            if (!made.contains(one)) {
                throw new MalformedContentException(
                        WHAT + ": no stage made " + name + " for " + platform.platform() + " as it says");
            }
            seen.add(one);
        }
        if (image.platforms().size() == 1
                && !image.digest().equals(image.platforms().get(0).digest())) {
            throw new MalformedContentException(WHAT + ": the digest of " + name + " is not its only image's");
        }
    }
}
