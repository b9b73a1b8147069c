package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds what is attached to the manifests of a plan: referrers by subject, with theirs, and what cosign keeps under
 * tags that are made of a digest ({@code sha256-….sig}, {@code .att}, {@code .sbom}).
 */
final class Attachments {
    private static final List<String> COSIGN = List.of(".sig", ".att", ".sbom");
    private static final int MAX_ATTACHMENTS = 10_000;

    private final ImageStore source;
    private final Repository repository;

    Attachments(ImageStore source, Repository repository) {
        this.source = source;
        this.repository = repository;
    }

    /** Adds to a plan the referrers of all that is in it, and of those again. */
    int addReferrers(CopyPlan plan) {
        int before = plan.manifests().size();
        Set<Digest> asked = new HashSet<>();
        Deque<Digest> subjects = new ArrayDeque<>();
        plan.manifests().forEach(content -> subjects.add(content.digest()));
        while (!subjects.isEmpty()) {
            Digest subject = subjects.poll();
            if (asked.add(subject)) {
                for (Descriptor referrer : source.referrers(repository, subject)) {
                    if (!plan.contains(referrer.digest())) {
                        plan.add(source.manifest(repository, referrer.digest()));
                    }
                    subjects.add(referrer.digest());
                }
            }
            if (asked.size() > MAX_ATTACHMENTS) {
                throw new StoreException("more than " + MAX_ATTACHMENTS + " manifests are attached to each other");
            }
        }
        return plan.manifests().size() - before;
    }

    /**
     * Adds to a plan what cosign's tags name, and tells which tags those are.
     *
     * @param tags of the repository
     */
    Map<String, ManifestContent> addCosignTags(CopyPlan plan, Collection<String> tags) {
        Map<String, ManifestContent> found = new TreeMap<>();
        for (ManifestContent content : plan.manifests()) {
            String prefix =
                    content.digest().algorithm().id() + "-" + content.digest().hex();
            for (String suffix : COSIGN) {
                if (tags.contains(prefix + suffix)) {
                    ManifestContent attachment = source.manifest(repository.tag(prefix + suffix));
                    plan.add(attachment);
                    found.put(prefix + suffix, attachment);
                }
            }
        }
        return found;
    }
}
