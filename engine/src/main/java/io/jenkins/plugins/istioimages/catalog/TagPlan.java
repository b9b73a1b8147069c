package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which tag is to point to which image.
 *
 * @param targets digest by tag, sorted
 */
record TagPlan(Map<Reference, Digest> targets) {
    private static final Pattern LEADING_V = Pattern.compile("[vV][0-9].*");

    /**
     * The tags of a catalog.
     *
     * @throws CatalogException if two images want one tag, or a tag has a leading v
     */
    static TagPlan of(Catalog catalog) {
        Map<Reference, Digest> targets = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (CatalogImage image : catalog.images()) {
            for (Reference reference : image.references()) {
                Digest other = targets.putIfAbsent(reference, image.digest());
                if (other != null && !other.equals(image.digest())) {
                    problems.add(reference + " would be " + other + " and " + image.digest());
                }
                if (hasLeadingV(reference.tag().orElseThrow())) {
                    problems.add(reference + " has a leading v");
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new CatalogException("the tags of the images do not fit together", problems);
        }
        return new TagPlan(targets);
    }

    static boolean hasLeadingV(String tag) {
        return LEADING_V.matcher(tag).matches();
    }

    /** Writes the tags one after the other; one that is right already is left alone. */
    void write(ImageStore store) {
        targets.forEach((reference, digest) -> {
            Optional<Descriptor> present = store.resolve(reference);
            if (present.filter(found -> found.digest().equals(digest)).isEmpty()) {
                store.tag(reference, store.manifest(reference.repository(), digest));
            }
        });
    }
}
