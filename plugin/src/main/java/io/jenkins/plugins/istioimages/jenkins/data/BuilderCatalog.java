package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.builder.BuilderSender;
import io.jenkins.plugins.istioimages.builder.BuilderTags;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.CatalogSource;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builder images that a run made, as a catalog: what pages, other steps and publishing know images by. Its version is that
 * of the directory: day and commit, as immutable tags have them; without a commit, the day of the run.
 */
public final class BuilderCatalog {
    private final BuilderPlan plan;
    private final Instant now;

    /** @param now time of the run, for images that no commit dates */
    public BuilderCatalog(BuilderPlan plan, Instant now) {
        this.plan = plan;
        this.now = now;
    }

    /**
     * The catalog.
     *
     * @param made of all branches
     * @param published {@code repository:tag@digest} each
     * @return nothing where nothing was made: all was there already
     */
    public Optional<Catalog> of(List<MadeBuilders> made, List<String> published) {
        Map<Repository, List<Reference>> tagged = new LinkedHashMap<>();
        published.stream().map(Reference::parse).forEach(reference -> tagged.computeIfAbsent(
                        reference.repository(), key -> new ArrayList<>())
                .add(reference));
        List<CatalogImage> images = new ArrayList<>();
        for (PlannedBuilder image : plan.images()) {
            List<ImageRecord> records = MadeBuilders.parts(made, image).records();
            for (Repository hub : plan.request().repositories()) {
                if (!records.isEmpty()) {
                    add(image, records, image.in(hub), tagged, images);
                }
            }
        }
        return images.isEmpty() ? Optional.empty() : Optional.of(catalog(images));
    }

    /** The image in a hub, if it was tagged there. */
    private static void add(
            PlannedBuilder image,
            List<ImageRecord> records,
            Repository repository,
            Map<Repository, List<Reference>> tagged,
            List<CatalogImage> images) {
        List<Reference> own = tagged.getOrDefault(repository, List.of()).stream()
                .filter(reference -> isOf(image.tags(), reference.tag().orElseThrow()))
                .toList();
        if (own.isEmpty()) {
            return;
        }
        Digest digest = own.get(0).digest().orElseThrow();
        Descriptor first = records.get(0).manifest();
        images.add(new CatalogImage(
                image.name(),
                image.version(),
                repository,
                digest,
                digest.equals(first.digest()) ? first.mediaType() : MediaTypes.OCI_INDEX,
                own.stream().map(reference -> reference.tag().orElseThrow()).toList(),
                records.stream()
                        .map(one -> new CatalogPlatform(
                                one.platform(), one.manifest().digest(), one.size(), one.stage()))
                        .toList(),
                List.of()));
    }

    private static boolean isOf(BuilderTags tags, String tag) {
        return tag.equals(tags.moving()) || tags.immutable().stream().anyMatch(tag::equals);
    }

    private Catalog catalog(List<CatalogImage> images) {
        Map<String, CatalogSource> sources = new LinkedHashMap<>();
        plan.commit()
                .ifPresent(sha -> sources.put(
                        BuilderSender.SOURCE, new CatalogSource(plan.getDirectory(), Optional.empty(), sha, false)));
        String version = version();
        LocalDate day = LocalDate.parse(version.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
        return new Catalog(version, day.atStartOfDay(ZoneOffset.UTC).toInstant(), Optional.empty(), sources, images);
    }

    /** {@code 20260820-1a2b3c4d}. */
    private String version() {
        return plan.images().stream()
                .flatMap(image -> image.tags().immutable().stream()
                        .map(tag -> tag.substring(image.version().length() + 1)))
                .findFirst()
                .orElseGet(() -> DateTimeFormatter.BASIC_ISO_DATE.format(
                        now.atOffset(ZoneOffset.UTC).toLocalDate()));
    }
}
