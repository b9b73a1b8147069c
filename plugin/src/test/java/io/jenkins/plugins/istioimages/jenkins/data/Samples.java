package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.build.ContainerOptions;
import io.jenkins.plugins.istioimages.build.FileRecord;
import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.build.StageRecords;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.CatalogSource;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import io.jenkins.plugins.istioimages.plan.ImageTags;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKind;
import io.jenkins.plugins.istioimages.plan.StageOutput;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A small release as values. */
public final class Samples {
    public static final String SHA = "0123456789abcdef0123456789abcdef01234567";
    public static final Hub HUB = Hub.parse("staging.example/istio");
    static final Instant COMMITTED = Instant.parse("2022-10-12T08:11:00Z");

    private Samples() {}

    /** Text of a plan for two platforms. */
    public static String document() {
        return document(ContainerOptions.NONE);
    }

    static String document(ContainerOptions container) {
        return PlanDocument.write(release(), "gzip", "staging.example/istio", container);
    }

    public static ReleasePlan plan() {
        return ReleasePlan.of(document());
    }

    /** The same plan, with make in a container. */
    public static ReleasePlan planIn(String builderImage) {
        ObjectNode document = Json.readObject(document().getBytes(StandardCharsets.UTF_8), "the plan");
        document.path("plan").path("stages").forEach(stage -> ((ObjectNode) stage).put("builderImage", builderImage));
        return ReleasePlan.of(Json.pretty(document));
    }

    static PlannedRelease release() {
        String manifest = """
                version: 1.14.5
                docker: staging.example/istio
                dependencies:
                  istio:
                    git: https://github.com/istio/istio
                    branch: release-1.14
                """;
        ResolvedSource istio = new ResolvedSource(
                "istio",
                "https://github.com/istio/istio",
                Optional.of("release-1.14"),
                SHA,
                "tip of branch release-1.14",
                false,
                COMMITTED,
                false);
        return new PlannedRelease(
                ManifestReader.read("manifest.yaml", manifest.getBytes(StandardCharsets.UTF_8))
                        .manifest(),
                new Lock("1.14.5", Map.of("istio", istio)),
                new Plan(
                        "1.14.5",
                        HUB,
                        new ImageTags("1.14.5", "debug"),
                        List.of("only docker is made"),
                        List.of(),
                        List.of(stage(Platform.LINUX_AMD64), stage(Platform.LINUX_ARM64))),
                Set.of(Output.DOCKER),
                List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64));
    }

    public static Stage stage(Platform platform) {
        return new Stage(
                "istio-linux-" + platform.architecture(),
                StageKind.ISTIO,
                platform,
                platform.architecture(),
                "",
                ImageBuilder.NATIVE,
                List.of(),
                Map.of("istio", SHA),
                List.of(new Command(
                        List.of("make", "build-linux"),
                        Command.WORK + "/src/istio.io/istio",
                        List.of("DEBUG"),
                        Map.of("GOPATH", Command.WORK))),
                List.of(),
                List.of(new StageOutput("pilot", "debug"), new StageOutput("pilot", "distroless")),
                Digest.sha256("key of " + platform));
    }

    /** The plan with a stage that makes the licences, on any agent, and one that makes a package for arm64. */
    public static ReleasePlan planWithFiles() {
        PlannedRelease images = release();
        Plan plan = images.plan();
        List<Stage> stages = new ArrayList<>(plan.stages());
        stages.add(files(StageKind.LICENSES, Platform.LINUX_AMD64, List.of(), List.of()));
        stages.add(files(
                StageKind.DEBIAN,
                Platform.LINUX_ARM64,
                stages.get(0).commands(),
                List.of("deb/istio-sidecar-arm64.deb")));
        Plan whole = new Plan(plan.version(), plan.hub(), plan.tags(), List.of(), List.of(), stages);
        return ReleasePlan.of(PlanDocument.write(
                new PlannedRelease(
                        images.manifest(),
                        images.lock(),
                        whole,
                        Set.of(Output.DOCKER, Output.LICENSES, Output.DEBIAN),
                        images.platforms()),
                "gzip",
                "staging.example/istio",
                ContainerOptions.NONE));
    }

    private static Stage files(StageKind kind, Platform platform, List<Command> commands, List<String> files) {
        return new Stage(
                kind.perPlatform() ? kind.id() + "-" + platform.slug() : kind.id(),
                kind,
                platform,
                platform.architecture(),
                "",
                "",
                ImageBuilder.NATIVE,
                List.of(),
                Map.of("istio", SHA),
                commands,
                List.of(),
                List.of(),
                Map.of(),
                files,
                Digest.sha256("key of " + kind));
    }

    /** The plan with base images of its own, one for each platform. */
    public static ReleasePlan planWithBases() {
        PlannedRelease images = release();
        Plan plan = images.plan();
        Plan bases = new Plan(
                plan.version(),
                plan.hub(),
                new ImageTags("1.14.5", ImageTags.DEFAULT),
                List.of(),
                List.of(),
                List.of(base(Platform.LINUX_AMD64), base(Platform.LINUX_ARM64)));
        return ReleasePlan.of(PlanDocument.write(
                Optional.of(new PlannedRelease(images.manifest(), images.lock(), bases)),
                images,
                "gzip",
                "staging.example/istio",
                ContainerOptions.NONE));
    }

    private static Stage base(Platform platform) {
        return new Stage(
                "base-linux-" + platform.architecture(),
                StageKind.ISTIO,
                platform,
                platform.architecture(),
                "",
                ImageBuilder.NATIVE,
                List.of(),
                Map.of("istio", SHA),
                List.of(),
                List.of(),
                List.of(new StageOutput("base", ImageTags.DEFAULT)),
                Digest.sha256("key of base on " + platform));
    }

    /** What a stage of these plans made, as an agent says it. */
    public static String records(Stage stage) {
        if (stage.kind().makesImages()) {
            return StageImages.write(StageRecords.ofImages(stage.outputs().stream()
                    .map(output -> record(stage, output.image(), output.variant()))
                    .toList()));
        }
        List<String> paths = stage.files().isEmpty() ? List.of("licenses/istio.tar.gz") : stage.files();
        return StageImages.write(StageRecords.ofFiles(paths.stream()
                .map(path -> new FileRecord(path, Digest.sha256(path), 12, stage.id()))
                .toList()));
    }

    public static ImageRecord record(Stage stage, String name, String variant) {
        return new ImageRecord(
                name,
                variant,
                HUB.image(name),
                stage.platform(),
                Descriptor.of(MediaTypes.OCI_MANIFEST, Digest.sha256(name + variant + stage.id()), 500),
                1234,
                List.of(),
                new TreeMap<>(stage.inputs()),
                stage.id());
    }

    /** What the stage of a platform made, as an agent says it. */
    public static String records(Platform platform) {
        Stage stage = stage(platform);
        return StageImages.write(
                StageRecords.ofImages(List.of(record(stage, "pilot", "debug"), record(stage, "pilot", "distroless"))));
    }

    public static StageImages images(Platform platform) {
        return StageImages.check(plan().plan(), stage(platform), records(platform));
    }

    static CatalogImage image(String variant, List<String> tags) {
        return new CatalogImage(
                "pilot",
                variant,
                HUB.image("pilot"),
                Digest.sha256("index of " + variant),
                MediaTypes.OCI_INDEX,
                tags,
                List.of(platform(Platform.LINUX_AMD64, variant), platform(Platform.LINUX_ARM64, variant)),
                List.of());
    }

    static CatalogPlatform platform(Platform platform, String variant) {
        ImageRecord record = record(stage(platform), "pilot", variant);
        return new CatalogPlatform(platform, record.manifest().digest(), record.size(), record.stage());
    }

    static Catalog catalog() {
        return catalog(
                image("debug", List.of("1.14.5", "1.14.5-debug")), image("distroless", List.of("1.14.5-distroless")));
    }

    static Catalog catalog(CatalogImage... images) {
        return new Catalog(
                "1.14.5",
                COMMITTED,
                Optional.of("gzip"),
                Map.of("istio", new CatalogSource("https://github.com/istio/istio", Optional.empty(), SHA, false)),
                List.of(images));
    }

    /** Text of {@code images.yaml}. */
    public static String catalogYaml() {
        return CatalogYaml.write(catalog());
    }
}
