package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.CopyOptions;
import io.jenkins.plugins.istioimages.store.CopyReport;
import io.jenkins.plugins.istioimages.store.ImageCopier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The columns of the fault table. */
final class FaultOperations {
    static final byte[] BLOB = RegistryStoreTest.random(600_000);
    static final TestImages.Image IMAGE = TestImages.image("fault");

    private FaultOperations() {}

    /** What must be there before. */
    static void prepare(FakeRegistry registry, RegistryStore store, Repository repository) {
        registry.contents().checksReferences = false;
        registry.blob("istio/pilot", BLOB);
        registry.blob("istio/pilot", IMAGE.configBytes());
        registry.blob("istio/pilot", IMAGE.layerBytes());
        store.tag(repository.tag("there"), IMAGE.manifest());
        store.pushManifest(repository, attachment("there"));
        registry.contents().checksReferences = true;
    }

    /** What a user asks for; the result is a text to compare. */
    @FunctionalInterface
    interface Operation {
        String run(RegistryStore store, Repository repository) throws Exception;
    }

    static Map<String, Operation> all() {
        Map<String, Operation> all = new LinkedHashMap<>();
        all.put("resolve", (store, r) -> store.resolve(r.tag("there")).toString());
        all.put(
                "manifest",
                (store, r) -> store.manifest(r.tag("there")).digest().toString());
        all.put("has blob", (store, r) -> "" + store.hasBlob(r, Digest.sha256(BLOB)));
        all.put("open blob", (store, r) -> Digest.sha256(store.openBlob(r, Descriptor.of(MediaTypes.OCI_LAYER, BLOB))
                        .readAllBytes())
                .toString());
        all.put("push blob", (store, r) -> store.pushBlob(r.resolve("new"), BlobSource.ofBytes("a/b", BLOB))
                .toString());
        all.put("mount blob", (store, r) -> {
            store.pushBlob(r.resolve("new"), BlobSource.ofStore(store, r, Descriptor.of("a/b", BLOB)));
            return "";
        });
        all.put("push manifest", (store, r) -> store.pushManifest(r, IMAGE.manifest())
                .toString());
        all.put("push image", FaultOperations::pushImage);
        all.put("tag", (store, r) -> {
            store.tag(r.tag("new"), IMAGE.manifest());
            return "";
        });
        all.put("tags", (store, r) -> store.tags(r).toString());
        all.put("attach", (store, r) -> store.pushManifest(r, attachment("new")).toString());
        all.put("referrers", (store, r) -> store.referrers(r, IMAGE.manifest().digest())
                .toString());
        all.put("copy", FaultOperations::copy);
        all.put("delete", (store, r) -> {
            store.delete(r, attachment("there").digest());
            return "";
        });
        all.put("delete blob", (store, r) -> {
            store.deleteBlob(r, Digest.sha256(BLOB));
            return "";
        });
        all.put("untag", (store, r) -> {
            store.untag(r.tag("there"));
            return "";
        });
        return all;
    }

    private static String pushImage(RegistryStore store, Repository repository) {
        Repository target = repository.resolve("whole");
        store.pushBlob(target, IMAGE.config());
        store.pushBlob(target, IMAGE.layer());
        store.pushManifest(target, IMAGE.manifest());
        store.tag(target.tag("1"), IMAGE.manifest());
        return store.resolve(target.tag("1")).toString();
    }

    private static String copy(RegistryStore store, Repository repository) {
        CopyReport report = new ImageCopier(store, store, CopyOptions.everything())
                .copy(repository.tag("there"), repository.resolve("copy").tag("1"));
        return report.manifest() + " with " + report.referrers();
    }

    static ManifestContent attachment(String kind) {
        TreeMap<String, String> annotations = new TreeMap<>();
        annotations.put("kind", kind);
        return new ImageManifest(
                        MediaTypes.OCI_MANIFEST,
                        Optional.of("application/x-test"),
                        IMAGE.config().descriptor(),
                        List.of(),
                        Optional.of(IMAGE.manifest().descriptor()),
                        annotations)
                .content();
    }
}
