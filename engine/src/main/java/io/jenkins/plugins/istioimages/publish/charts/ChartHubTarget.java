package io.jenkins.plugins.istioimages.publish.charts;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.targets.Action;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A hub that gets a release's charts: {@code oci://HUB/istiod}, samples below {@code oci://HUB/samples}. A chart is
 * compared by its package, since Helm itself writes the time of the push into the manifest.
 */
public final class ChartHubTarget implements PublishTarget {
    private static final String SAMPLES = "samples/";

    private final List<ChartPackage> charts;
    private final ImageStore registry;
    private final Hub hub;

    /** @param charts packaged ones, for example {@link ChartPackage#of} */
    public ChartHubTarget(List<ChartPackage> charts, ImageStore registry, Hub hub) {
        this.charts = List.copyOf(charts);
        this.registry = registry;
        this.hub = hub;
    }

    @Override
    public TargetName name() {
        return nameOf(hub);
    }

    /** What a hub of charts is called among targets. */
    public static TargetName nameOf(Hub hub) {
        return new TargetName("charts", hub.toString());
    }

    @Override
    public List<Item> look() {
        if (charts.isEmpty()) {
            throw new InputException("the release has no charts to publish to " + hub);
        }
        List<Item> items = new ArrayList<>();
        places().forEach((name, chart) ->
                items.add(Item.fixed(name, chart.layer().digest().toString(), found(place(chart)))));
        if (items.stream().anyMatch(item -> item.action() != Action.NONE)) {
            charts.forEach(chart -> registry.checkPush(place(chart).repository()));
        }
        return items;
    }

    @Override
    public void apply(List<Item> changes, Consumer<Item> done) {
        Map<String, ChartPackage> places = places();
        for (Item change : changes) {
            push(places.get(change.name()), change);
            done.accept(change);
        }
    }

    private Map<String, ChartPackage> places() {
        Map<String, ChartPackage> places = new LinkedHashMap<>();
        for (ChartPackage chart : charts) {
            ChartPackage other = places.putIfAbsent(path(chart) + ":" + chart.tag(), chart);
            if (other != null) {
                throw new InputException(
                        chart.file() + " and " + other.file() + " are both " + path(chart) + ":" + chart.tag());
            }
        }
        return places;
    }

    private void push(ChartPackage chart, Item change) {
        Reference place = place(chart);
        Repository repository = place.repository();
        ChartManifest artifact = ChartManifest.of(chart);
        registry.pushBlob(repository, artifact.chart());
        registry.pushBlob(repository, artifact.config());
        registry.pushManifest(repository, artifact.manifest());
        Optional<String> now = found(place);
        if (now.filter(change.asked()::equals).isPresent()) {
            return;
        }
        if (!now.equals(change.found())) {
            throw new WorkException(place + " has changed meanwhile: it was "
                    + change.found().orElse("not there") + " and is " + now.orElse("not there"));
        }
        registry.tag(place, artifact.manifest());
        if (found(place).filter(change.asked()::equals).isEmpty()) {
            throw new WorkException(registry + " took " + place + " and does not give it back");
        }
    }

    /** The digest of the package there; of the manifest, where that holds something else. */
    private Optional<String> found(Reference place) {
        return registry.resolve(place).map(found -> {
            ManifestContent content = registry.manifest(place.repository(), found.digest());
            return packaged(content).orElse(found).digest().toString();
        });
    }

    private static Optional<Descriptor> packaged(ManifestContent content) {
        try {
            return content.parse() instanceof ImageManifest manifest
                    ? manifest.layers().stream()
                            .filter(layer -> layer.mediaType().equals(ChartPackage.MEDIA_TYPE))
                            .findFirst()
                    : Optional.empty();
        } catch (MalformedContentException e) {
            return Optional.empty();
        }
    }

    private Reference place(ChartPackage chart) {
        return hub.image(path(chart)).tag(chart.tag());
    }

    private static String path(ChartPackage chart) {
        return (chart.sample() ? SAMPLES : "") + chart.description().name();
    }
}
