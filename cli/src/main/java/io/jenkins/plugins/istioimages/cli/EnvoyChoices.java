package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.EnvoyOptions;
import io.jenkins.plugins.istioimages.plan.EnvoyPatches;
import io.jenkins.plugins.istioimages.plan.PlanOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What is chosen for builds of Envoy beside the manifest. */
final class EnvoyChoices {
    @Option(
            names = "--platform",
            split = ",",
            paramLabel = "OS/ARCH",
            description = "platforms to have Envoy for; else the manifest's architectures")
    private List<String> platforms = new ArrayList<>();

    @Option(
            names = "--reuse",
            paramLabel = "OS/ARCH=IMAGE",
            description = "take Envoy of this platform out of an image instead of compiling it, like"
                    + " linux/amd64=docker.io/istio/proxyv2:1.14.5")
    private Map<String, String> reuse = new TreeMap<>();

    @Option(
            names = "--extensions",
            paramLabel = "IMAGE|none",
            defaultValue = "",
            description = "take the Wasm extensions that istio has until 1.17 out of an image, like"
                    + " docker.io/istio/proxyv2:1.14.5; else they are compiled with Envoy of linux/amd64, from 1.7 on")
    private String extensions;

    @Option(
            names = "--builder-image",
            paramLabel = "IMAGE",
            defaultValue = "",
            description = "run make in a container of this image, like"
                    + " ghcr.io/resf/istio/build-tools-proxy:release-$${minor}-latest; else on this machine")
    private String builderImage;

    @Option(
            names = "--builder-platform",
            paramLabel = "stage|OS/ARCH",
            defaultValue = "",
            description = "platform of that image: the word stage for each stage's own, which other machines need"
                    + " emulators for; else whichever this machine takes")
    private String builderPlatform;

    @Option(
            names = "--patches",
            paramLabel = "DIR",
            description = "patches of Envoy and proxy by name: (envoy|proxy)[.release-X.Y][.OS-ARCH][.NN-NAME].patch")
    private Path patches;

    @Option(
            names = "--bazel-arg",
            paramLabel = "OPTION",
            preprocessor = Verbatim.class,
            description = "an option for bazel build, like --copt=-g1; may be given several times")
    private List<String> bazelArguments = new ArrayList<>();

    @Option(
            names = "--build-env",
            paramLabel = "NAME=VALUE",
            description = "a variable for proxy's makefile that has a say in what is built")
    private Map<String, String> variables = new TreeMap<>();

    @Option(
            names = "--compressor",
            paramLabel = "NAME",
            defaultValue = Compressors.DEFAULT,
            description = "of what is stored: gzip is the fastest gzip at hand; gzip-jdk, gzip-igzip, zstd")
    private String compressor;

    Compressor compressor(Map<String, String> machine) {
        return Compressors.of(machine).named(compressor);
    }

    /**
     * As the engine wants it.
     *
     * @param hub registry and path of the images; empty means the manifest's
     */
    EnvoyOptions options(Map<String, String> environment, String hub) {
        PlanOptions common = PlanOptions.builder(compressor(environment).id())
                .platforms(platforms.stream().map(Platform::parse).toList())
                .builderImage(builderImage)
                .builderPlatform(builderPlatform)
                .environment(environment)
                .variables(variables)
                .hub(hub)
                .build();
        return EnvoyOptions.of(common)
                .reusing(reuse())
                .patched(patches == null ? List.of() : EnvoyPatches.read(patches))
                .withBazelArguments(bazelArguments)
                .withExtensions(extensions);
    }

    private Map<Platform, String> reuse() {
        Map<Platform, String> images = new TreeMap<>();
        reuse.forEach((platform, image) -> {
            if (images.put(Platform.parse(platform), image) != null) {
                throw new InputException("--reuse names " + platform + " twice");
            }
        });
        return images;
    }
}
