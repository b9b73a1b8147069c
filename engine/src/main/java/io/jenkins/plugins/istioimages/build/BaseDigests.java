package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which images the base references of a stage mean now. Safe for many threads. */
public final class BaseDigests {
    private final List<ImageStore> stores;

    /** @param stores asked in order, as the image builder asks them; the first that knows a reference has it */
    public BaseDigests(List<ImageStore> stores) {
        this.stores = List.copyOf(stores);
    }

    /**
     * The digest of each base image of a stage, by its reference.
     *
     * @throws InputException if one is nowhere to be found, which is said before anything is compiled
     */
    public Map<String, Digest> of(Stage stage) {
        Map<String, Digest> found = new TreeMap<>();
        stage.bases().forEach(base -> found.put(base, find(base)));
        return found;
    }

    private Digest find(String base) {
        Reference reference = Reference.parse(base);
        for (ImageStore store : stores) {
            Optional<Descriptor> root = store.resolve(reference);
            if (root.isPresent()) {
                return root.get().digest();
            }
        }
        throw new InputException("the base image " + reference + " is not to be found in "
                + (stores.isEmpty() ? "any store: none was given" : String.join(" or ", names())));
    }

    private List<String> names() {
        return stores.stream().map(Object::toString).toList();
    }
}
