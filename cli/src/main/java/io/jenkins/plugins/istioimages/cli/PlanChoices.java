package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import io.jenkins.plugins.istioimages.plan.PlanOptions;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.plan.ReleasePlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What is chosen for one run beside the manifest: mixed into the verbs that plan. */
final class PlanChoices {
    @Option(
            names = "--platform",
            split = ",",
            paramLabel = "OS/ARCH",
            description = "platforms to build for; else the manifest's architectures")
    private List<String> platforms = new ArrayList<>();

    @Option(
            names = "--image-builder",
            paramLabel = "native|docker",
            defaultValue = "native",
            description = "who makes the images: this program without a daemon, or the source tree with docker")
    private String imageBuilder;

    @Option(
            names = "--builder-image",
            paramLabel = "IMAGE",
            defaultValue = "",
            description = "run make in a container of this image; else on this machine")
    private String builderImage;

    @Option(
            names = "--builder-platform",
            paramLabel = "stage|OS/ARCH",
            defaultValue = "",
            description = "platform of that image: the word stage for each stage's own, which other machines need"
                    + " emulators for; else whichever this machine takes")
    private String builderPlatform;

    @Option(
            names = "--image",
            split = ",",
            paramLabel = "NAME",
            description = "make these images only; else all of tools/docker.yaml but base images")
    private List<String> images = new ArrayList<>();

    @Option(
            names = "--variant",
            split = ",",
            paramLabel = "NAME",
            description = "variants to make, the first one's tag has no suffix too; else debug, distroless")
    private List<String> variants = new ArrayList<>();

    @Option(
            names = "--build-env",
            paramLabel = "NAME=VALUE",
            description = "a variable for the source tree's makefiles and Dockerfiles, like BASE_VERSION or"
                    + " ISTIO_BASE_REGISTRY")
    private Map<String, String> variables = new TreeMap<>();

    @Option(
            names = "--compressor",
            paramLabel = "NAME",
            defaultValue = Compressors.DEFAULT,
            description =
                    "of layers: gzip is the fastest gzip at hand; gzip-jdk, gzip-igzip, zstd, or a whole id from a"
                            + " catalog, which pins every byte")
    private String compressor;

    @Option(
            names = "--outputs",
            split = ",",
            paramLabel = "NAME",
            description = "which of the manifest's outputs are made: docker, helm, debian, rpm, archive, grafana,"
                    + " licenses, sources, sbom; else all that it names, which is everything where it names none")
    private List<String> outputs = new ArrayList<>();

    @Option(
            names = "--envoy",
            paramLabel = "IMAGE",
            defaultValue = "",
            description = "take the proxy out of this image of the verb envoy; else the source tree's scripts bring it")
    private String envoy;

    @Option(
            names = "--own-bases",
            description = "make the source's base images first, under the same hub and version, and build the others on"
                    + " them: ISTIO_BASE_REGISTRY and BASE_VERSION are set")
    private boolean ownBases;

    @Option(
            names = "--base-image-builder",
            paramLabel = "native|docker",
            defaultValue = "native",
            description = "who makes these base images; those of istio itself run something, which takes docker")
    private String baseImageBuilder;

    /**
     * The plan of the release's own base images, if they are to be made.
     *
     * @param release that stands on them
     */
    Optional<PlannedRelease> bases(ReleasePlanner planner, PlannedRelease release, PlanOptions options) {
        return planner.bases(release, options, ImageBuilder.parse(baseImageBuilder));
    }

    /** The one that was asked for. */
    Compressor compressor(Map<String, String> machine) {
        return Compressors.of(machine).named(compressor);
    }

    /** The one that was asked for, else one that needs no program: its bytes do not change when one is installed. */
    Compressor compressorWithoutPrograms(Map<String, String> machine) {
        return compressor.equals(Compressors.DEFAULT) ? Compressors.jdkGzip() : compressor(machine);
    }

    List<Platform> platforms() {
        return platforms.stream().map(Platform::parse).toList();
    }

    /**
     * As the engine wants it.
     *
     * @param hub registry and path of the images; empty means the manifest's
     */
    PlanOptions options(String compressor, String hub) {
        List<String> chosen = variants.isEmpty() ? PlanOptions.VARIANTS : variants;
        return PlanOptions.builder(compressor)
                .platforms(platforms())
                .imageBuilder(ImageBuilder.parse(imageBuilder))
                .builderImage(builderImage)
                .builderPlatform(builderPlatform)
                .images(images)
                .variants(chosen, chosen.get(0))
                .environment(System.getenv())
                .variables(variables)
                .hub(hub)
                .envoy(envoy)
                .outputs(Output.parse(outputs, "--outputs"))
                .ownBases(ownBases)
                .build();
    }
}
