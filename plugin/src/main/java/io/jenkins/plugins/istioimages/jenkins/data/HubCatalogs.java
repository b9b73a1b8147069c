package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.catalog.Attachment;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.hub.HubTags;
import io.jenkins.plugins.istioimages.publish.hub.HubTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares what an agent says that hubs have with what was to be published there: images, places and tags alike. */
public final class HubCatalogs {
    private static final String WHAT = "the agent's catalog of ";
    private static final int MOST_ATTACHMENTS = 10_000;

    private final Catalog published;
    private final HubTags tags;

    /** @param published catalog that was published */
    public HubCatalogs(Catalog published, HubTags tags) {
        this.published = published;
        this.tags = tags;
    }

    /**
     * The catalogs of hubs that have all.
     *
     * @param answer {@code {"catalogs": {"registry HUB": images.yaml}}}
     * @throws MalformedContentException if one names something that was not published
     */
    public List<Catalog> read(String answer, List<String> hubs) {
        List<Catalog> found = new ArrayList<>();
        for (String name : hubs) {
            Hub hub = Hub.parse(name);
            String key = HubTarget.nameOf(hub).toString();
            Optional.of(Json.readObject(answer.getBytes(StandardCharsets.UTF_8), "the agent's answer")
                            .path("catalogs")
                            .path(key))
                    .filter(text -> text.isTextual())
                    .map(text -> CatalogYaml.read(WHAT + hub, text.asText().getBytes(StandardCharsets.UTF_8)))
                    .map(catalog -> checked(catalog, hub))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** All of it is ours, but for what is attached. */
    private Catalog checked(Catalog said, Hub hub) {
        List<CatalogImage> images = new ArrayList<>();
        for (CatalogImage image : published.images()) {
            images.add(new CatalogImage(
                    image.name(),
                    image.variant(),
                    hub.image(image.name()),
                    image.digest(),
                    image.mediaType(),
                    Stream.concat(
                                    tags.fixed(image, published.version()).stream(),
                                    tags.moving(image, published.version()).stream())
                            .toList(),
                    image.platforms(),
                    attachments(said, image)));
        }
        return new Catalog(
                published.version(), published.created(), published.compressor(), published.sources(), images);
    }

    private static List<Attachment> attachments(Catalog said, CatalogImage image) {
        List<Attachment> attachments = said.images().stream()
                .filter(other -> other.name().equals(image.name())
                        && other.variant().equals(image.variant())
                        && other.digest().equals(image.digest()))
                .findFirst()
                .map(CatalogImage::attachments)
                .orElseThrow(() -> new MalformedContentException(
                        WHAT + "a hub lacks " + image.name() + " (" + image.variant() + ")"));
        if (attachments.size() > MOST_ATTACHMENTS) {
            throw new MalformedContentException(WHAT + "a hub has more than " + MOST_ATTACHMENTS + " attachments");
        }
        return attachments;
    }
}
