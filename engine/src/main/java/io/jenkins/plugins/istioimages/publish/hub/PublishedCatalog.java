package io.jenkins.plugins.istioimages.publish.hub;

import io.jenkins.plugins.istioimages.catalog.Attachment;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.publish.attach.AttachmentKind;
import io.jenkins.plugins.istioimages.publish.attest.PredicateType;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The account of images where they are published: their repositories, tags and attachments there. */
final class PublishedCatalog {
    private final ImageStore store;

    PublishedCatalog(ImageStore store) {
        this.store = store;
    }

    /** One image of a catalog, in its place. */
    static Catalog of(Catalog catalog, HubImage image) {
        return with(catalog, List.of(moved(image, List.of())));
    }

    /** All images, with what is attached to the index and to every platform. */
    Catalog read(Catalog catalog, List<HubImage> images) {
        return with(
                catalog,
                images.stream().map(image -> moved(image, attachments(image))).toList());
    }

    private static Catalog with(Catalog catalog, List<CatalogImage> images) {
        return new Catalog(catalog.version(), catalog.created(), catalog.compressor(), catalog.sources(), images);
    }

    private static CatalogImage moved(HubImage image, List<Attachment> attachments) {
        CatalogImage from = image.image();
        return new CatalogImage(
                from.name(),
                from.variant(),
                image.to(),
                from.digest(),
                from.mediaType(),
                Stream.concat(image.fixed().stream(), image.moving().stream()).toList(),
                from.platforms(),
                attachments);
    }

    private List<Attachment> attachments(HubImage image) {
        List<Attachment> attachments = new ArrayList<>();
        for (ManifestContent manifest : image.content().image()) {
            for (Descriptor referrer : store.referrers(image.to(), manifest.digest())) {
                attachments.add(new Attachment(type(image, referrer), referrer.digest()));
            }
        }
        return attachments;
    }

    private String type(HubImage image, Descriptor referrer) {
        String artifact = referrer.artifactType().orElse("");
        if (artifact.equals(AttachmentKind.SIGNATURE.artifactType())) {
            return "signature";
        }
        if (!artifact.equals(AttachmentKind.ATTESTATION.artifactType())) {
            return isBill(artifact) ? "sbom" : artifact.isEmpty() ? "unknown" : artifact;
        }
        return predicateType(image, referrer)
                .map(type ->
                        type.equals(PredicateType.PROVENANCE) ? "provenance" : isBill(type) ? "sbom" : "attestation")
                .orElse("attestation");
    }

    private static boolean isBill(String type) {
        return type.contains("spdx") || type.contains("cyclonedx");
    }

    private Optional<String> predicateType(HubImage image, Descriptor referrer) {
        return store.manifest(image.to(), referrer.digest()).parse() instanceof ImageManifest manifest
                ? manifest.layers().stream()
                        .flatMap(layer ->
                                Optional.ofNullable(layer.annotations().get(PredicateType.ANNOTATION)).stream())
                        .findFirst()
                : Optional.empty();
    }
}
