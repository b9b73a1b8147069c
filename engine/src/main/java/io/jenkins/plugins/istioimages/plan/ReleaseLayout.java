package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the files of a release lie, relative to its directory {@code out}: release-builder's layout
 * (pkg/build/archive.go, debian.go, rpm.go, helm.go, grafana.go, build.go), and what is added to it here.
 *
 * @param version of the release
 */
public record ReleaseLayout(String version) {
    /** The manifest as release-builder writes it: a commit for each dependency. */
    public static final String MANIFEST = "manifest.yaml";
    /** All sources. */
    public static final String SOURCES = "sources.tar.gz";
    /** Bill of materials of them; not in release-builder's layout. */
    public static final String SOURCE_BILL = "istio-source.spdx.json";
    /** Charts, and below it those of samples. */
    public static final String CHARTS = "helm";
    /** Dashboards. */
    public static final String DASHBOARDS = "grafana";
    /** An archive for each repository that has licences. */
    public static final String LICENSES = "licenses";
    /** Images as archives. */
    public static final String IMAGES = "docker";
    /** SHA-256 of every file, in the form of sha256sum(1); not in release-builder's layout. */
    public static final String CHECKSUMS = "SHA256SUMS";
    /** What the file with a file's own checksum ends with. */
    public static final String CHECKSUM_SUFFIX = ".sha256";

    /** istioctl with charts, profiles and samples. */
    public String archive(IstioctlPlatform platform, String name) {
        return "istio-" + version + "-" + name + suffix(platform);
    }

    /** istioctl alone. */
    public String istioctl(IstioctlPlatform platform, String name) {
        return "istioctl-" + version + "-" + name + suffix(platform);
    }

    /** Every archive with istioctl, under all its names. */
    public List<String> archives() {
        List<String> files = new ArrayList<>();
        for (IstioctlPlatform platform : IstioctlPlatform.values()) {
            for (String name : platform.names()) {
                files.add(archive(platform, name));
                files.add(istioctl(platform, name));
            }
        }
        return files;
    }

    /** A packaged chart. */
    public String chart(String name, boolean sample) {
        return CHARTS + (sample ? "/samples/" : "/") + name + "-" + version + ".tgz";
    }

    /** A dashboard; release-builder leaves out who generated it. */
    public static String dashboard(String source) {
        return DASHBOARDS + "/" + source.replace(".gen.json", ".json");
    }

    /** Licences of a repository. */
    public static String licenses(String repository) {
        return LICENSES + "/" + repository + ".tar.gz";
    }

    /** The sidecar's Debian package: no architecture in the name of amd64's. */
    public static String deb(Platform platform) {
        return "deb/istio-sidecar" + architecture(platform) + ".deb";
    }

    /** The sidecar's RPM package. */
    public static String rpm(Platform platform) {
        return "rpm/istio-sidecar" + architecture(platform) + ".rpm";
    }

    /** An image of one variant and platform; {@code variant} is empty for the default's alias. */
    public static String image(String name, String variant, Platform platform) {
        return IMAGES + "/" + name + (variant.isEmpty() ? "" : "-" + variant) + architecture(platform) + ".tar.gz";
    }

    /** What file names and tags of a platform end with: nothing for amd64, which was there before the others. */
    public static String architecture(Platform platform) {
        return platform.equals(Platform.LINUX_AMD64) ? "" : "-" + platform.architecture() + platform.variant();
    }

    private static String suffix(IstioctlPlatform platform) {
        return platform.isWindows() ? ".zip" : ".tar.gz";
    }
}
