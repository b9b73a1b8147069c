package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReadManifest;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.plan.BuilderImages;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import io.jenkins.plugins.istioimages.plan.PlanOptions;
import io.jenkins.plugins.istioimages.plan.SupportPolicy;
import io.jenkins.plugins.istioimages.plan.SupportedReleases;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is asked for when a release is planned: the texts of the step's parameters. */
public final class PlanRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private ManifestRequest manifest;
    private ArrayList<String> platforms = new ArrayList<>();
    private TreeMap<String, String> labels = new TreeMap<>();
    private String builderImage = "";
    private String builderPlatform = "";
    private ContainerRequest container = ContainerRequest.none();
    private String imageBuilder = ImageBuilder.NATIVE.id();
    private ArrayList<String> images = new ArrayList<>();
    private ArrayList<String> variants = new ArrayList<>();
    private TreeMap<String, String> variables = new TreeMap<>();
    private String envoy = "";
    private String staging = "";
    private String compressor = "gzip";
    private ArrayList<String> outputs = new ArrayList<>();
    private boolean ownBases;
    private String baseImageBuilder = ImageBuilder.NATIVE.id();
    private boolean allowUnsupported;
    private String supportedReleases = "";
    private String day = "";

    /** @param manifest path of the release manifest in the workspace */
    public PlanRequest(String manifest) {
        this.manifest = new ManifestRequest(manifest);
    }

    /**
     * Reads the manifest, with the version that was asked for.
     *
     * @throws InputException if it is wrong, or not in the workspace
     */
    ReadManifest read(Path workspace) {
        return manifest.read(workspace);
    }

    /** Whether make runs in a container. */
    public boolean inContainer() {
        return !builderImage.isEmpty();
    }

    String staging() {
        return staging;
    }

    String compressor() {
        return compressor;
    }

    /** Who makes the release's own base images. */
    ImageBuilder baseImageBuilder() {
        return ImageBuilder.parse(baseImageBuilder);
    }

    ContainerRequest container() {
        return container;
    }

    /** The version itself; empty means that of the manifest or of {@link #versionFrom(String)}. */
    public PlanRequest version(String text) {
        manifest = manifest.version(text);
        return this;
    }

    /** The {@code Dockerfile.version} that the version is taken from; empty means the manifest's own. */
    public PlanRequest versionFrom(String path) {
        manifest = manifest.versionFrom(path);
        return this;
    }

    /** Where istio and proxy are, if a {@code Dockerfile.version} is the manifest; empty means upstream's. */
    public PlanRequest repositories(String place) {
        manifest = manifest.repositories(place);
        return this;
    }

    /** {@code os/architecture} each; none means the manifest's. */
    public PlanRequest platforms(List<String> chosen) {
        platforms = new ArrayList<>(chosen);
        return this;
    }

    /** Label expression by platform; the architecture where there is none. */
    public PlanRequest labels(Map<String, String> chosen) {
        labels = new TreeMap<>(chosen);
        return this;
    }

    /** Template of the container image that make runs in; empty means on the agent itself. */
    public PlanRequest builderImage(String template) {
        builderImage = template;
        return this;
    }

    /** The word {@code stage} or a platform; empty means whichever the agent takes by itself. */
    public PlanRequest builderPlatform(String chosen) {
        builderPlatform = chosen;
        return this;
    }

    /** How builder containers are run. */
    public PlanRequest container(ContainerRequest chosen) {
        container = chosen;
        return this;
    }

    /** {@code native} or {@code docker}. */
    public PlanRequest imageBuilder(String id) {
        imageBuilder = id;
        return this;
    }

    /** Names of the images to make; none means all. */
    public PlanRequest images(List<String> names) {
        images = new ArrayList<>(names);
        return this;
    }

    /** The first one's tag has no suffix too; none means istio's. */
    public PlanRequest variants(List<String> names) {
        variants = new ArrayList<>(names);
        return this;
    }

    /** Variables for the source tree's makefiles. */
    public PlanRequest variables(Map<String, String> chosen) {
        variables = new TreeMap<>(chosen);
        return this;
    }

    /** Image of {@code envoyBuild} whose Envoy is taken; empty means that istio's scripts bring it. */
    public PlanRequest envoy(String image) {
        envoy = image;
        return this;
    }

    /** Registry and path, or {@code oci:DIR}; empty means the manifest's hub. */
    public PlanRequest staging(String place) {
        staging = place;
        return this;
    }

    /** Name of what compresses layers. */
    public PlanRequest compressor(String name) {
        compressor = name;
        return this;
    }

    /** Those of the manifest's outputs that are to be made; none means all of them. */
    public PlanRequest outputs(List<String> names) {
        outputs = new ArrayList<>(names);
        return this;
    }

    /**
     * Makes the source's base images first, and the others on them.
     *
     * @param maker {@code native} or {@code docker}
     */
    public PlanRequest ownBases(boolean own, String maker) {
        ownBases = own;
        baseImageBuilder = maker;
        return this;
    }

    /** Also a release that has no support. */
    public PlanRequest allowUnsupported(boolean allow) {
        allowUnsupported = allow;
        return this;
    }

    /**
     * Has the support of the release checked before its sources are resolved.
     *
     * @param on the day that it is
     */
    public PlanRequest support(SupportedReleases table, LocalDate on) {
        supportedReleases = table.yaml();
        day = on.toString();
        return this;
    }

    /**
     * Checks the support of a release, where that is asked for.
     *
     * @return what a user should know
     * @throws io.jenkins.plugins.istioimages.plan.UnsupportedReleaseException if it has none
     */
    Optional<String> checkSupport(String version) {
        return day.isEmpty()
                ? Optional.empty()
                : new SupportPolicy(SupportedReleases.parse(supportedReleases), LocalDate.parse(day))
                        .check(new ReleaseVersion(version), allowUnsupported, "allowUnsupported: true");
    }

    /**
     * As the engine wants it.
     *
     * @param environment of the step
     * @throws InputException if a text is wrong
     */
    public PlanOptions options(Map<String, String> environment) {
        List<String> wanted = variants.isEmpty() ? PlanOptions.VARIANTS : variants;
        Map<Platform, String> labelOf = new TreeMap<>();
        labels.forEach((platform, label) -> labelOf.put(Platform.parse(platform), label));
        return PlanOptions.builder(compressor)
                .platforms(platforms.stream().map(Platform::parse).toList())
                .labels(labelOf)
                .imageBuilder(ImageBuilder.parse(imageBuilder))
                .builderImage(builderImage)
                .builderPlatform(builderPlatform)
                .images(images)
                .variants(wanted, wanted.get(0))
                .environment(environment)
                .variables(variables)
                .hub(Staging.hub(staging))
                .envoy(envoy)
                .outputs(Output.parse(outputs, "outputs"))
                .ownBases(ownBases)
                .build();
    }

    /**
     * Says what is wrong before any agent is asked.
     *
     * @throws InputException if a text is wrong
     */
    public void check() {
        manifest.check();
        options(Map.of());
        if (baseImageBuilder() != ImageBuilder.NATIVE && !ownBases) {
            throw new InputException("baseImageBuilder is for base images of one's own: say ownBases: true, too");
        }
        BuilderImages.check(builderImage);
        if (!envoy.isEmpty()) {
            Reference.parse(envoy);
        }
        BuilderImages.checkPlatform(builderPlatform);
        container.options();
        Staging.check(staging);
    }
}
