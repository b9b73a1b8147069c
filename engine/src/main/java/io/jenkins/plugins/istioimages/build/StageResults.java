package io.jenkins.plugins.istioimages.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.NotFoundException;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What finished stages made, remembered where the images are: one OCI artifact for each stage, tagged with the stage's
 * key, in the repository {@code stage-results} of the hub. Files that a stage made are further layers of it. It outlives every work directory, is seen by every agent, and
 * is written when all images are there, so a stage that was cut anywhere has none.
 */
public final class StageResults {
    /** Artifact type and media type of the first layer. */
    public static final String MEDIA_TYPE = "application/vnd.istio-images.stage-result.v1+json";

    private static final String REPOSITORY = StageFiles.REPOSITORY;
    /** Some hundred bytes for each image and layer: thousands of them. */
    private static final long MAX_SIZE = 4L << 20;

    private final ImageStore staging;
    private final Hub hub;
    private final Repository repository;

    public StageResults(ImageStore staging, Hub hub) {
        this.staging = staging;
        this.hub = hub;
        this.repository = hub.image(REPOSITORY);
    }

    /**
     * What a stage with this key made, if it was made and all of it is still there: every manifest with the digest it
     * should have, every configuration and layer.
     *
     * @param key the stage's, with its base images as they are now
     * @throws StoreException if the store does not answer
     */
    public Optional<StageRecords> find(Stage stage, Digest key) {
        Reference tagged = tag(key);
        try {
            Optional<Descriptor> found = staging.resolve(tagged);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            StageRecords records = read(staging.manifest(repository, found.get().digest()), stage, key);
            boolean asPlanned = stage.kind().makesImages() || StageCheck.isWhole(stage, records);
            return asPlanned && complete(records) ? Optional.of(records) : Optional.empty();
        } catch (NotFoundException | MalformedContentException incomplete) {
            // Somebody tidied up, or wrote something else there: the stage runs again and overwrites it.
            return Optional.empty();
        }
    }

    /**
     * Remembers what a stage made, all of which must be in the store.
     *
     * @return where it stands
     */
    public Reference save(Stage stage, Digest key, StageRecords records) {
        BlobSource config = BlobSource.ofBytes(MediaTypes.OCI_EMPTY, new byte[] {'{', '}'});
        BlobSource layer = BlobSource.ofBytes(MEDIA_TYPE, Json.canonical(write(stage, key, records)));
        staging.pushBlob(repository, config);
        staging.pushBlob(repository, layer);
        ManifestContent content = new ImageManifest(
                        MediaTypes.OCI_MANIFEST,
                        Optional.of(MEDIA_TYPE),
                        config.descriptor(),
                        Stream.concat(
                                        Stream.of(layer.descriptor()),
                                        records.files().stream().map(FileRecord::descriptor))
                                .toList(),
                        Optional.empty(),
                        Collections.emptySortedMap())
                .content();
        staging.pushManifest(repository, content);
        staging.tag(tag(key), content);
        return tag(key);
    }

    /** The config of an image. */
    ImageConfig config(ImageRecord image) {
        Reference name = image.repository().digest(image.manifest().digest());
        if (!(staging.manifest(name).parse() instanceof ImageManifest manifest)
                || manifest.config().size() > MAX_SIZE) {
            throw new MalformedContentException(name + " is no image");
        }
        return ImageConfig.parse(bytes(image.repository(), manifest.config()), "config of " + name);
    }

    private Reference tag(Digest key) {
        return repository.tag(key.hex());
    }

    private static ObjectNode write(Stage stage, Digest key, StageRecords records) {
        ObjectNode json = Json.object()
                .put("apiVersion", "istio-images/v1")
                .put("stage", stage.id())
                .put("key", key.toString());
        ArrayNode images = json.putArray("images");
        records.images().forEach(record -> images.add(ImageRecordJson.write(record)));
        if (!records.files().isEmpty()) {
            ArrayNode files = json.putArray("files");
            records.files().forEach(record -> files.add(record.toJson()));
        }
        return json;
    }

    private StageRecords read(ManifestContent content, Stage stage, Digest key) {
        String what = "stage result " + tag(key);
        if (!(content.parse() instanceof ImageManifest manifest)
                || manifest.layers().isEmpty()
                || !manifest.layers().get(0).mediaType().equals(MEDIA_TYPE)
                || manifest.layers().get(0).size() > MAX_SIZE) {
            throw new MalformedContentException(what + " is something else");
        }
        JsonNode json = Json.readObject(bytes(repository, manifest.layers().get(0)), what);
        if (!json.path("key").asText().equals(key.toString())) {
            throw new MalformedContentException(what + " is of another stage");
        }
        List<ImageRecord> images = new ArrayList<>();
        for (JsonNode image : json.path("images")) {
            images.add(check(ImageRecordJson.read(image, what), stage, what));
        }
        List<FileRecord> files = new ArrayList<>();
        for (JsonNode file : json.path("files")) {
            files.add(FileRecord.read(file, stage.id(), what));
        }
        return new StageRecords(images, files);
    }

    private ImageRecord check(ImageRecord record, Stage stage, String what) {
        if (!record.stage().equals(stage.id())
                || !record.platform().equals(stage.platform())
                || !record.repository().equals(hub.image(record.name()))) {
            throw new MalformedContentException(what + " has an image of another stage");
        }
        return record;
    }

    private byte[] bytes(Repository place, Descriptor blob) {
        try (InputStream in = staging.openBlob(place, blob)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new StoreException(staging + ": cannot read " + place.digest(blob.digest()) + ": " + e, e);
        }
    }

    private boolean complete(StageRecords records) {
        return records.images().stream().allMatch(this::isComplete)
                && records.files().stream().allMatch(file -> staging.hasBlob(repository, file.digest()));
    }

    private boolean isComplete(ImageRecord record) {
        if (!(staging.manifest(record.repository(), record.manifest().digest()).parse()
                instanceof ImageManifest manifest)) {
            return false;
        }
        return Stream.concat(Stream.of(manifest.config()), manifest.layers().stream())
                .allMatch(blob -> MediaTypes.isNonDistributable(blob.mediaType())
                        || staging.hasBlob(record.repository(), blob.digest()));
    }
}
