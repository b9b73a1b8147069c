package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import io.jenkins.plugins.istioimages.plan.ImageTags;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKind;
import io.jenkins.plugins.istioimages.plan.StageOutput;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stages, plans and small images for tests. */
final class Stages {
    static final Hub HUB = Hub.parse("staging.example/mini");
    static final String SHA = "0123456789abcdef0123456789abcdef01234567";

    private Stages() {}

    static Stage stage(String id) {
        return stage(id, List.of(), List.of());
    }

    static Stage stage(String id, List<String> needs, List<Command> commands) {
        return stage(id, needs, commands, "");
    }

    static Stage stage(String id, List<String> needs, List<Command> commands, String builderImage) {
        return new Stage(
                id,
                StageKind.ISTIO,
                Platform.LINUX_AMD64,
                "amd64",
                builderImage,
                ImageBuilder.NATIVE,
                needs,
                Map.of("istio", SHA),
                commands,
                List.of(),
                List.of(new StageOutput("pilot", "debug")),
                Digest.sha256(id));
    }

    /** A stage that makes files and runs nothing. */
    static Stage files(String id, StageKind kind, List<String> files) {
        return new Stage(
                id,
                kind,
                Platform.LINUX_AMD64,
                "amd64",
                "",
                "",
                ImageBuilder.NATIVE,
                List.of(),
                Map.of("istio", SHA),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                files,
                Digest.sha256(id + files));
    }

    static Plan plan(Stage... stages) {
        return new Plan("1.0.0", HUB, new ImageTags("1.0.0", "debug"), List.of(), List.of(), List.of(stages));
    }

    /** Pushes an image of one layer. */
    static ImageRecord push(ImageStore store, Stage stage, String name, String variant) {
        BlobSource config = BlobSource.ofBytes(
                MediaTypes.OCI_CONFIG, ImageConfig.empty(stage.platform()).bytes());
        BlobSource layer = BlobSource.ofBytes(
                MediaTypes.OCI_LAYER, (name + variant + stage.id()).getBytes(StandardCharsets.UTF_8));
        store.pushBlob(HUB.image(name), config);
        store.pushBlob(HUB.image(name), layer);
        ManifestContent manifest = ImageManifest.of(
                        MediaTypes.OCI_MANIFEST, config.descriptor(), List.of(layer.descriptor()))
                .content();
        Descriptor pushed = store.pushManifest(HUB.image(name), manifest);
        return new ImageRecord(
                name,
                variant,
                HUB.image(name),
                stage.platform(),
                pushed,
                pushed.size() + config.descriptor().size() + layer.descriptor().size(),
                List.of(layer.descriptor()),
                new TreeMap<>(stage.inputs()),
                stage.id());
    }
}
