package io.jenkins.plugins.istioimages.catalog.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.catalog.contents.FileSums;
import io.jenkins.plugins.istioimages.catalog.contents.ListedImage;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The bill of materials of one manifest: of an image its layers, files, packages and programs with their modules; of an index
 * the images in it. It follows from the manifest's digest and the image's name: no time but the image's own, no place.
 */
public final class ImageBom {
    private static final String CONTAINS = "CONTAINS";
    /** Changes whenever equal images get other bills. */
    private static final String NAME = "istio-images-image-1-";
    /** OCI image-spec, annotations.md. */
    private static final String BASE_NAME = "org.opencontainers.image.base.name";

    private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";
    private static final int LONGEST_COMMENT = 300;

    private final SpdxDocument document;
    private final SpdxPackage whole;

    private ImageBom(String name, Digest manifest, Instant created) {
        this.document = new SpdxDocument(documentName(manifest), created);
        this.whole = new SpdxPackage(SpdxDocument.id("Image", name + " " + manifest), name)
                .purpose("CONTAINER")
                .digest(manifest);
        document.relate(SpdxDocument.ID, "DESCRIBES", whole.id());
    }

    /** What the namespace of a manifest's bill begins with: tells whether a document is one. */
    public static String namespace(Digest manifest) {
        return SpdxDocument.namespace(documentName(manifest));
    }

    private static String documentName(Digest manifest) {
        return NAME + manifest.algorithm().id() + "-" + manifest.hex();
    }

    /**
     * Writes the bill of an image.
     *
     * @param name for example {@code pilot}
     * @param digest of the manifest
     * @param out stays open
     */
    public static void write(
            String name,
            Digest digest,
            ImageManifest manifest,
            ImageConfig config,
            ListedImage listed,
            OutputStream out)
            throws IOException {
        ImageBom bom = new ImageBom(name, digest, created(config));
        bom.whole.url(PackageUrl.of("oci", name, digest.toString())
                .with("arch", config.tree().path("architecture").asText("")));
        bom.addBase(manifest);
        bom.addLayers(manifest, config, listed);
        bom.document.add(bom.whole);
        new ContentsBom(bom.document, "").add(bom.whole.id(), listed.contents());
        bom.document.writeCompact(out);
    }

    /**
     * Writes the bill of an index: the images in it, each of which has a bill of its own.
     *
     * @param name for example {@code pilot}
     * @param created the latest time of its images
     * @param out stays open
     */
    public static void writeIndex(
            String name, Digest digest, List<Descriptor> images, Instant created, OutputStream out) throws IOException {
        ImageBom bom = new ImageBom(name, digest, created);
        bom.whole.url(PackageUrl.of("oci", name, digest.toString()));
        bom.document.add(bom.whole);
        for (Descriptor image : images) {
            String platform = image.platform().map(one -> " for " + one).orElse("");
            SpdxPackage one = new SpdxPackage(SpdxDocument.id("Image", name + " " + image.digest()), name + platform)
                    .purpose("CONTAINER")
                    .digest(image.digest())
                    .comment("Its bill of materials is attached to it.")
                    .url(PackageUrl.of("oci", name, image.digest().toString())
                            .with(
                                    "arch",
                                    image.platform()
                                            .map(known -> known.architecture())
                                            .orElse("")));
            bom.document.add(one);
            bom.document.relate(bom.whole.id(), CONTAINS, one.id());
        }
        bom.document.writeCompact(out);
    }

    /** When the image says that it was made; who made it reproducibly says the time of a commit. */
    public static Instant created(ImageConfig config) {
        try {
            return Instant.parse(config.tree().path("created").asText(""));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private void addBase(ImageManifest manifest) {
        String name = manifest.annotations().getOrDefault(BASE_NAME, "");
        digest(manifest.annotations().getOrDefault(BASE_DIGEST, "")).ifPresent(digest -> {
            SpdxPackage base = new SpdxPackage(
                            SpdxDocument.id("Base", name + " " + digest), name.isEmpty() ? "base" : name)
                    .purpose("CONTAINER")
                    .digest(digest);
            document.add(base);
            document.relate(whole.id(), "DESCENDANT_OF", base.id());
        });
    }

    private static Optional<Digest> digest(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Digest.parse(text));
        } catch (InputException e) {
            return Optional.empty();
        }
    }

    private void addLayers(ImageManifest manifest, ImageConfig config, ListedImage listed) {
        if (!listed.complete()) {
            whole.comment("It has too many files to list them here.");
        }
        Iterator<String> steps = steps(config).iterator();
        for (int i = 0; i < manifest.layers().size(); i++) {
            Descriptor layer = manifest.layers().get(i);
            SpdxPackage one = new SpdxPackage(SpdxDocument.id("Layer", i + " " + layer.digest()), "layer " + (i + 1))
                    .digest(layer.digest());
            if (steps.hasNext()) {
                one.comment(steps.next());
            }
            addFiles(one, listed.files().get(i));
            document.add(one);
            document.relate(whole.id(), CONTAINS, one.id());
        }
    }

    private void addFiles(SpdxPackage layer, SortedMap<String, FileSums.Sum> files) {
        layer.analyzed(files.values().stream().map(FileSums.Sum::sha1).toList());
        files.forEach((path, sum) -> document.relate(layer.id(), CONTAINS, document.add(new ImageFile(path, sum))));
    }

    /** What made each layer, as the image's history has it; nothing where that does not fit. */
    private static List<String> steps(ImageConfig config) {
        List<String> steps = new ArrayList<>();
        for (JsonNode step : config.tree().path("history")) {
            if (!step.path("empty_layer").asBoolean()) {
                String text = step.path("created_by")
                        .asText("")
                        .replaceAll("\\p{Cntrl}", " ")
                        .strip();
                steps.add(text.isEmpty() ? "made by an unknown step" : "made by: " + shortened(text));
            }
        }
        return steps.size() == config.diffIds().size() ? steps : List.of();
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_COMMENT ? text.substring(0, LONGEST_COMMENT) + "…" : text;
    }
}
