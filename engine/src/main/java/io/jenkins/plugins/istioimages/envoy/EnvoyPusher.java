package io.jenkins.plugins.istioimages.envoy;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.layer.LayerSpec;
import io.jenkins.plugins.istioimages.image.layer.LayerSpool;
import io.jenkins.plugins.istioimages.image.layer.SpooledLayer;
import io.jenkins.plugins.istioimages.image.tree.FileContent;
import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import io.jenkins.plugins.istioimages.image.tree.TreePaths;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.EnvoyPlanner;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes an image of one layer of Envoy, with the paths that istio's own images have, and pushes it. */
final class EnvoyPusher {
    /** Says that the image is there to be taken apart, not to be run. */
    static final String ARTIFACT_TYPE = "application/vnd.istio-images.envoy.v1";

    private static final int PROGRAM = 0755;
    private static final int FILE = 0644;

    private final ImageStore staging;
    private final Repository repository;
    private final Compressor compressor;
    private final Instant created;

    EnvoyPusher(ImageStore staging, Hub hub, Compressor compressor, Instant created) {
        this.staging = staging;
        this.repository = hub.image(EnvoyPlanner.IMAGE);
        this.compressor = compressor;
        this.created = created;
    }

    /**
     * Pushes.
     *
     * @param tag that keeps the image from being taken for waste
     * @param temporary directory for the layer
     */
    ImageRecord push(Stage stage, EnvoyFiles files, EnvoyLabels labels, String tag, Path temporary) {
        try (LayerSpool spool = new LayerSpool(temporary, compressor)) {
            SpooledLayer layer = spool.layer(new LayerSpec(entries(files), created));
            BlobSource config = BlobSource.ofBytes(
                    MediaTypes.OCI_CONFIG,
                    labels.config(stage.platform(), created, layer.diffId().toString())
                            .bytes());
            staging.pushBlob(repository, BlobSource.ofFile(layer.descriptor(), layer.file()));
            staging.pushBlob(repository, config);
            ManifestContent content = manifest(config.descriptor(), layer.descriptor());
            Descriptor pushed = staging.pushManifest(repository, content);
            staging.tag(repository.tag(tag), content);
            return record(stage, pushed, config.descriptor(), layer.descriptor());
        }
    }

    private static ManifestContent manifest(Descriptor config, Descriptor layer) {
        return new ImageManifest(
                        MediaTypes.OCI_MANIFEST,
                        Optional.of(ARTIFACT_TYPE),
                        config,
                        List.of(layer),
                        Optional.empty(),
                        Collections.emptySortedMap())
                .content();
    }

    private ImageRecord record(Stage stage, Descriptor manifest, Descriptor config, Descriptor layer) {
        return new ImageRecord(
                EnvoyPlanner.IMAGE,
                EnvoyPlanner.VARIANT,
                repository,
                stage.platform(),
                manifest,
                manifest.size() + config.size() + layer.size(),
                List.of(layer),
                new TreeMap<>(stage.inputs()),
                stage.id());
    }

    private static SortedMap<String, TreeNode> entries(EnvoyFiles files) {
        SortedMap<String, TreeNode> entries = new TreeMap<>();
        add(entries, EnvoyFiles.BINARY, PROGRAM, files.envoy());
        files.extensions().forEach((name, file) -> add(entries, EnvoyFiles.EXTENSIONS + "/" + name, FILE, file));
        return entries;
    }

    private static void add(SortedMap<String, TreeNode> entries, String path, int mode, Path file) {
        TreePaths.parents(path).stream()
                .filter(parent -> !parent.isEmpty())
                .forEach(parent -> entries.put(parent, TreeNode.directory(PROGRAM, 0, 0)));
        entries.put(path, TreeNode.file(mode, 0, 0, new FileContent.OnDisk(file)));
    }
}
