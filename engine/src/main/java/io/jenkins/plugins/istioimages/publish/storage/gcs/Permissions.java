package io.jenkins.plugins.istioimages.publish.storage.gcs;

import com.google.cloud.storage.Storage;
import io.jenkins.plugins.istioimages.publish.storage.AccessException;
import java.util.ArrayList;
import java.util.List;

/** Sees what we may do in a bucket, without doing it. */
@FunctionalInterface
interface Permissions {
    /**
     * @throws AccessException if something is missing
     */
    void check(Storage storage, String bucket);

    /** Asks Google. Replacing an object takes the right to delete it. */
    final class Asked implements Permissions {
        private static final List<String> NEEDED = List.of(
                "storage.objects.create", "storage.objects.delete", "storage.objects.get", "storage.objects.list");

        @Override
        public void check(Storage storage, String bucket) {
            List<Boolean> granted = storage.testIamPermissions(bucket, NEEDED);
            List<String> missing = new ArrayList<>();
            for (int i = 0; i < NEEDED.size(); i++) {
                if (!granted.get(i)) {
                    missing.add(NEEDED.get(i));
                }
            }
            if (!missing.isEmpty()) {
                throw new AccessException("these credentials lack " + String.join(", ", missing) + " in the bucket '"
                        + bucket + "'; the role Storage Object Admin has them");
            }
        }
    }
}
