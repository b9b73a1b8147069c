package io.jenkins.plugins.istioimages.validate;

import static io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture.VERSION;

import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.validate.fixture.FixtureGo;
import io.jenkins.plugins.istioimages.validate.fixture.FixtureImage;
import io.jenkins.plugins.istioimages.validate.fixture.FixturePrograms;
import io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Releases whose images are not what they should be. */
final class BrokenImages {
    private static final String PILOT = "docker/pilot-distroless-arm64.tar.gz";
    private static final String PROXY = "docker/proxyv2-debug.tar.gz";
    private static final String ZTUNNEL = "docker/ztunnel-debug.tar.gz";
    private static final String OTHER = "0123456789012345678901234567890123456789";
    private static final String DISCOVERY = "usr/local/bin/pilot-discovery";

    private BrokenImages() {}

    static List<BrokenRelease> all() {
        return List.of(
                new BrokenRelease(
                        "a missing variant",
                        fixture -> {
                            fixture.images().remove(PILOT);
                        },
                        "images",
                        PILOT,
                        "is missing"),
                new BrokenRelease(
                        "a test image that is there for one platform only",
                        fixture -> fixture.images()
                                .put("docker/app-debug.tar.gz", fixture.image("docker/ztunnel-debug.tar.gz")),
                        "images",
                        "docker/app-debug-arm64.tar.gz",
                        "is missing"),
                new BrokenRelease(
                        "an image with another one's architecture",
                        fixture -> {
                            fixture.images().put(PILOT, fixture.image("docker/pilot-distroless.tar.gz"));
                            fixture.catalogued();
                        },
                        "image-platforms",
                        PILOT,
                        "the platform of its configuration is linux/amd64, expected linux/arm64"),
                image(
                        "a configuration of another architecture",
                        image -> {
                            image.platform(Platform.LINUX_AMD64);
                            image.files().clear();
                            image.base().remove("usr/lib/libc.so.6");
                            image.files().put(DISCOVERY, FixtureGo.program("amd64", "go1.24.3", VERSION));
                        },
                        "image-platforms",
                        PILOT,
                        "the platform of its configuration is linux/amd64, expected linux/arm64"),
                image(
                        "a program of another architecture",
                        image -> image.files().put(DISCOVERY, FixtureGo.program("amd64", "go1.24.3", VERSION)),
                        "image-binaries",
                        PILOT + ": " + DISCOVERY,
                        "is an ELF file for amd64, expected linux/arm64"),
                image(
                        "a library of the base of another architecture",
                        image -> image.base()
                                .put("usr/lib/libc.so.6", FixturePrograms.program("linux", "s390x", "2.36")),
                        "image-binaries",
                        PILOT + ": usr/lib/libc.so.6",
                        "is an ELF file for s390x, expected linux/arm64"),
                image(
                        "a program for another system",
                        image -> image.files()
                                .put("usr/local/share/istioctl", FixturePrograms.program("darwin", "arm64", VERSION)),
                        "image-binaries",
                        PILOT + ": usr/local/share/istioctl",
                        "is a Mach-O file for darwin/arm64, expected linux/arm64"),
                image(
                        "a program of another version",
                        image -> image.files().put(DISCOVERY, FixtureGo.program("arm64", "go1.24.3", "1.27.2")),
                        "image-versions",
                        PILOT + ": " + DISCOVERY,
                        "does not have the version " + VERSION + " in it; what it has: 1.27.2"),
                image(
                        "a tag of another version",
                        image -> image.tags().set(0, "registry.example/istio/pilot:1.27.2-distroless-arm64"),
                        "image-versions",
                        PILOT,
                        "has the tag 1.27.2-distroless-arm64, expected " + VERSION + "-distroless"),
                image(
                        "a tag of another variant",
                        image -> image.tags().set(0, "registry.example/istio/pilot:" + VERSION + "-arm64"),
                        "image-versions",
                        PILOT,
                        "has the tag " + VERSION + "-arm64, expected " + VERSION + "-distroless"),
                new BrokenRelease(
                        "a proxy that says another version",
                        fixture -> {
                            List<String> environment = fixture.image(PROXY).environment();
                            environment.replaceAll(entry -> entry.replace("VERSION=" + VERSION, "VERSION=1.27.2"));
                            fixture.catalogued();
                        },
                        "image-versions",
                        PROXY,
                        "ISTIO_META_ISTIO_VERSION is 1.27.2, expected " + VERSION),
                new BrokenRelease(
                        "a proxy that says no version",
                        fixture -> {
                            fixture.image(PROXY)
                                    .environment()
                                    .removeIf(entry -> entry.startsWith("ISTIO_META_ISTIO_VERSION"));
                            fixture.catalogued();
                        },
                        "image-versions",
                        PROXY,
                        "has no ISTIO_META_ISTIO_VERSION"),
                new BrokenRelease(
                        "a proxy of another commit",
                        fixture -> {
                            List<String> environment = fixture.image(PROXY).environment();
                            environment.replaceAll(entry -> entry.replaceFirst("istio-proxy:.*", "istio-proxy:abc"));
                            fixture.catalogued();
                        },
                        "proxy",
                        PROXY,
                        "ISTIO_META_ISTIO_PROXY_SHA is abc, expected " + ReleaseFixture.sha("proxy")),
                new BrokenRelease(
                        "an Envoy of another commit",
                        fixture -> {
                            byte[] other = FixturePrograms.program("linux", "amd64", "1.35", OTHER + "/1.35/Clean");
                            fixture.image(PROXY).files().put("usr/local/bin/envoy", other);
                            fixture.catalogued();
                        },
                        "proxy",
                        PROXY + ": usr/local/bin/envoy",
                        "does not have the commit " + ReleaseFixture.sha("proxy") + " of proxy in it; what it has: "
                                + OTHER),
                new BrokenRelease(
                        "a ztunnel of no commit",
                        fixture -> {
                            byte[] other = FixturePrograms.program("linux", "amd64", VERSION);
                            fixture.image(ZTUNNEL).files().put("usr/local/bin/ztunnel", other);
                            fixture.catalogued();
                        },
                        "proxy",
                        ZTUNNEL + ": usr/local/bin/ztunnel",
                        "does not have the commit " + ReleaseFixture.sha("ztunnel") + " of ztunnel in it"),
                new BrokenRelease(
                        "a program that one platform lacks",
                        fixture -> {
                            fixture.image(PROXY).files().remove("usr/local/bin/envoy");
                            fixture.catalogued();
                        },
                        "platforms-alike",
                        PROXY + ": usr/local/bin/envoy",
                        "is missing; the image for linux/arm64 has it"),
                image(
                        "another Go on one platform",
                        image -> image.files().put(DISCOVERY, FixtureGo.program("arm64", "go1.23.1", VERSION)),
                        "platforms-alike",
                        PILOT + ": " + DISCOVERY,
                        "is made by another Go than for linux/amd64: go1.23.1, not go1.24.3"),
                image("a layer with another content", FixtureImage::wrongDiffId, "image-archives", PILOT, "layer "),
                new BrokenRelease(
                        "an archive of an image that is cut",
                        fixture -> {
                            fixture.images().remove(PILOT);
                            fixture.files().put(PILOT, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
                        },
                        "image-archives",
                        PILOT,
                        "cannot be read: "),
                new BrokenRelease(
                        "something among the images that is none",
                        fixture -> fixture.files().put("docker/notes.txt", "x".getBytes(StandardCharsets.UTF_8)),
                        "image-archives",
                        "docker/notes.txt",
                        "is no archive of an image by its name"),
                new BrokenRelease(
                        "an archive with another image than the catalog's",
                        fixture -> fixture.image(PILOT).files().put("etc/more", new byte[1]),
                        "catalog",
                        PILOT,
                        "the digest of its manifest is sha256:"),
                new BrokenRelease(
                        "an index without arm64",
                        fixture -> {
                            FixtureImage image = fixture.images().remove(PILOT);
                            fixture.catalogued().images().put(PILOT, image);
                        },
                        "catalog",
                        "images.yaml: pilot (distroless)",
                        "has no linux/arm64"),
                new BrokenRelease(
                        "a catalog of another version",
                        fixture -> fixture.replace("", "images.yaml", "\nversion: " + VERSION, "\nversion: 1.27.2"),
                        "catalog",
                        "images.yaml",
                        "the version is 1.27.2, expected " + VERSION),
                new BrokenRelease(
                        "a catalog of another commit",
                        fixture -> fixture.replace(
                                "",
                                "images.yaml",
                                ReleaseFixture.sha("istio"),
                                "0123" + ReleaseFixture.sha("istio").substring(4)),
                        "catalog",
                        "images.yaml",
                        "the commit of istio is 0123"));
    }

    /** The catalog names the image as it is then. */
    private static BrokenRelease image(
            String name, Consumer<FixtureImage> change, String check, String where, String what) {
        return new BrokenRelease(
                name,
                fixture -> {
                    change.accept(fixture.image(PILOT));
                    fixture.catalogued();
                },
                check,
                where,
                what);
    }
}
