package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderMaker.Made;
import io.jenkins.plugins.istioimages.builder.BuilderRecipe;
import io.jenkins.plugins.istioimages.builder.BuilderSender;
import io.jenkins.plugins.istioimages.builder.BuilderTags;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Builder images of two platforms: one to be built, one that is there. */
public final class BuilderSamples {
    public static final String HUB = "quay.io/maistra-dev";
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    static final List<Platform> PLATFORMS = List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64);

    private BuilderSamples() {}

    public static BuilderRequest request() {
        return new BuilderRequest("docker", List.of(HUB));
    }

    /** From an amd64 agent without emulators. */
    public static BuilderSurvey survey() {
        return new BuilderSurvey(
                List.of(planned("3.0", false), planned("2.4", true)),
                COMMIT,
                Digest.sha256("context"),
                new TreeSet<>(List.of(Platform.LINUX_AMD64)),
                new TreeMap<>(Map.of(Platform.LINUX_ARM64, "no emulator is registered")));
    }

    /** One platform here, the other away. */
    public static BuilderPlan plan() {
        return new BuilderPlan(
                request(),
                survey(),
                List.of(
                        BuilderBranch.here(List.of(Platform.LINUX_AMD64)),
                        BuilderBranch.on("arm64", Platform.LINUX_ARM64)));
    }

    /** What an agent answers. */
    public static String made(Platform platform) {
        return MadeBuilders.write(List.of(new Made(image("3.0"), List.of(record(platform)), Optional.empty())));
    }

    static String failed() {
        return MadeBuilders.write(
                List.of(new Made(image("3.0"), List.of(), Optional.of(new WorkException("make ended with 2")))));
    }

    private static PlannedBuilder planned(String version, boolean known) {
        BuilderTags tags = new BuilderTags(version, Optional.of(version + "-20221012-01234567"));
        return PlannedBuilder.of(image(version), tags, known);
    }

    private static BuilderImage image(String version) {
        return new BuilderImage(
                "maistra-builder",
                version,
                Path.of("docker", "maistra-builder_" + version + ".Dockerfile"),
                PLATFORMS,
                new BuilderRecipe(Optional.of("tools"), new TreeMap<>(Map.of("VERSION", version))));
    }

    private static ImageRecord record(Platform platform) {
        Digest digest = Digest.sha256(platform.toString());
        return new ImageRecord(
                "maistra-builder",
                "3.0",
                request().repositories().get(0).resolve("maistra-builder"),
                platform,
                Descriptor.of(MediaTypes.OCI_MANIFEST, digest, 1234),
                5678,
                List.of(),
                new TreeMap<>(Map.of(BuilderSender.SOURCE, COMMIT)),
                BuilderSender.stage(platform));
    }
}
