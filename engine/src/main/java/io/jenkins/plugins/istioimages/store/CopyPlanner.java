package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads what copies consist of, several images at a time; writes nothing. */
final class CopyPlanner {
    private final ImageStore source;
    private final CopyOptions options;
    private final Workers images;
    private final Workers children;
    private final Map<Repository, Set<String>> tags = new ConcurrentHashMap<>();

    /**
     * @param images read whole images
     * @param children read parts of them: not the same, since tasks must not wait for tasks of their own workers
     */
    CopyPlanner(ImageStore source, CopyOptions options, Workers images, Workers children) {
        this.source = source;
        this.options = options;
        this.images = images;
        this.children = children;
    }

    /** The copies in the order of the pairs. */
    List<PlannedCopy> plan(List<CopyPair> pairs) {
        return images.map(pairs, this::plan);
    }

    private PlannedCopy plan(CopyPair pair) {
        Repository repository = pair.source().repository();
        ManifestContent root =
                new PlatformSubset(source, repository, options.platforms()).of(source.manifest(pair.source()));
        checkDigest(pair.destination(), root.digest());
        CopyPlan plan = new CopyPlan(source, repository, children);
        plan.add(root);
        if (!options.referrers()) {
            return new PlannedCopy(pair, root, plan, 0, Map.of());
        }
        int image = plan.manifests().size();
        Attachments attachments = new Attachments(source, repository);
        attachments.addReferrers(plan);
        Map<String, ManifestContent> named =
                attachments.addCosignTags(plan, tags.computeIfAbsent(repository, r -> Set.copyOf(source.tags(r))));
        return new PlannedCopy(pair, root, plan, plan.manifests().size() - image, named);
    }

    private static void checkDigest(Reference destination, Digest copied) {
        if (destination.digest().isPresent() && !destination.digest().get().equals(copied)) {
            throw new InputException("what would be copied has the digest " + copied + ", not the one of '"
                    + destination + "'; give a tag instead");
        }
    }
}
