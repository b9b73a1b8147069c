package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.jenkins.data.PublishTags;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.CopyOptions;
import io.jenkins.plugins.istioimages.store.CopyReport;
import io.jenkins.plugins.istioimages.store.ImageCopier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies the images of a catalog to hubs, byte for byte and with what is attached to them. Everything by digest first,
 * then the tags: one that is seen points at something that is there. What is there already is left alone.
 */
public final class PublishCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;

    private final String catalog;
    private final String staging;
    private final ArrayList<String> hubs;
    private final ArrayList<String> tags;
    private final Machine machine;
    private ReleaseSignatures signatures;

    /**
     * @param catalog text of {@code images.yaml}
     * @param staging where the images are: {@code oci:DIR}, or empty for the registries that the catalog names
     * @param tags instead of the version; none means the version
     */
    public PublishCallable(String catalog, String staging, List<String> hubs, List<String> tags, Machine machine) {
        this.catalog = catalog;
        this.staging = staging;
        this.hubs = new ArrayList<>(hubs);
        this.tags = new ArrayList<>(tags);
        this.machine = machine;
    }

    /** Has images signed before the first of them is tagged. */
    public PublishCallable signed(ReleaseSignatures made) {
        signatures = made;
        return this;
    }

    /** The tagged references, one a line, by hub and image. */
    @Override
    String work(Path workspace) {
        Catalog read = CatalogYaml.read("images.yaml", catalog.getBytes(StandardCharsets.UTF_8));
        PublishTags names = new PublishTags(read.version(), tags);
        try (Staging source = Staging.open(staging, machine);
                RegistryStore target = machine.login().open(machine.environment(), machine.log())) {
            ImageCopier copier = new ImageCopier(source.store(), target, CopyOptions.everything());
            for (String hub : hubs) {
                read.images().forEach(image -> copy(copier, image, repository(hub, image)));
            }
            if (signatures != null) {
                for (String hub : hubs) {
                    read.images()
                            .forEach(image -> signatures.seal(target, repository(hub, image), image, machine.log()));
                }
            }
            List<String> published = new ArrayList<>();
            for (String hub : hubs) {
                for (CatalogImage image : read.images()) {
                    names.of(image).forEach(tag -> published.add(tag(copier, image, hub, tag)));
                }
            }
            return String.join("\n", published);
        }
    }

    private void copy(ImageCopier copier, CatalogImage image, Repository repository) {
        CopyReport report = copier.copy(image.pinned(), repository.digest(image.digest()));
        machine.log()
                .say(report.destination() + ": " + report.count(BlobOutcome.UPLOADED) + " blobs moved, "
                        + report.count(BlobOutcome.MOUNTED) + " mounted, " + report.count(BlobOutcome.EXISTED)
                        + " there");
    }

    private String tag(ImageCopier copier, CatalogImage image, String hub, String tag) {
        Reference tagged = repository(hub, image).tag(tag);
        boolean written = copier.copy(image.pinned(), tagged).tagged();
        machine.log().say(tagged + " is " + image.digest() + (written ? "" : ", was there"));
        return tagged.toString();
    }

    private static Repository repository(String hub, CatalogImage image) {
        return Hub.parse(hub).image(image.name());
    }
}
