package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.charts.ChartHubTarget;
import io.jenkins.plugins.istioimages.publish.charts.ChartPackage;
import io.jenkins.plugins.istioimages.publish.hub.HubTags;
import io.jenkins.plugins.istioimages.publish.hub.HubTarget;
import io.jenkins.plugins.istioimages.publish.hub.Seal;
import io.jenkins.plugins.istioimages.publish.release.ReleaseFolder;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Images and charts of a release in registries, as they are asked for. */
public final class RegistryTargets implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> hubs;
    private final ArrayList<String> chartHubs;
    private final ArrayList<String> tags;
    private final ArrayList<String> aliases;

    /**
     * @param hubs registries and paths that images go below
     * @param chartHubs registries and paths that charts go below
     * @param tags of images instead of the version; none means the version
     * @param aliases of images, beside it
     */
    public RegistryTargets(List<String> hubs, List<String> chartHubs, List<String> tags, List<String> aliases) {
        this.hubs = new ArrayList<>(hubs);
        this.chartHubs = new ArrayList<>(chartHubs);
        this.tags = new ArrayList<>(tags);
        this.aliases = new ArrayList<>(aliases);
    }

    /**
     * Checks what can be without a release.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if something is wrong
     */
    public void check() {
        all().forEach(Hub::parse);
        tags();
    }

    /** Hubs of images and of charts. */
    public List<String> all() {
        return Stream.concat(hubs.stream(), chartHubs.stream()).toList();
    }

    /** Hubs of images. */
    public List<String> hubs() {
        return List.copyOf(hubs);
    }

    /** Tags of images. */
    public HubTags tags() {
        return new HubTags(tags, aliases);
    }

    /** Whether files of the release are needed. */
    public boolean needsFiles() {
        return !chartHubs.isEmpty();
    }

    /** What the hubs of images are called among targets. */
    public List<TargetName> imageNames() {
        return hubs.stream().map(hub -> HubTarget.nameOf(Hub.parse(hub))).toList();
    }

    /** What the hubs of charts are called among targets. */
    public List<TargetName> chartNames() {
        return chartHubs.stream()
                .map(hub -> ChartHubTarget.nameOf(Hub.parse(hub)))
                .toList();
    }

    List<HubTarget> images(Catalog catalog, ImageStore source, ImageStore registries, Seal seal, StepLog log) {
        HubTarget.Release release = new HubTarget.Release(catalog, source, tags());
        return hubs.stream()
                .map(hub -> new HubTarget(release, registries, Hub.parse(hub), seal, log))
                .toList();
    }

    List<PublishTarget> charts(ReleaseFolder release, ImageStore registries) {
        List<ChartPackage> charts = ChartPackage.of(release.out());
        return chartHubs.stream()
                .<PublishTarget>map(hub -> new ChartHubTarget(charts, registries, Hub.parse(hub)))
                .toList();
    }
}
