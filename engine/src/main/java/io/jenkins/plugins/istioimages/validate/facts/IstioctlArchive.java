package io.jenkins.plugins.istioimages.validate.facts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An archive with istioctl, told by its name (release-builder pkg/build/archive.go).
 *
 * @param file name of the archive
 * @param os what istioctl in it should run on, in Go's names
 * @param architecture in Go's names
 * @param whole whether charts, profiles and samples are in it, too
 * @param program path of istioctl in it
 */
public record IstioctlArchive(String file, String os, String architecture, boolean whole, String program) {
    private static final Map<String, String> SYSTEMS = Map.of("linux", "linux", "osx", "darwin", "win", "windows");

    /** Systems that every release since 1.14 has archives for, and the names that each may have. */
    public static final List<List<String>> REQUIRED = List.of(
            List.of("linux-amd64"),
            List.of("linux-arm64"),
            List.of("linux-armv7"),
            List.of("osx", "osx-amd64"),
            List.of("osx-arm64"),
            List.of("win", "win-amd64"));

    /** What a file is by its name; empty where it is no such archive of this version. */
    public static Optional<IstioctlArchive> of(String file, String version) {
        boolean whole = file.startsWith("istio-");
        String prefix = (whole ? "istio-" : "istioctl-") + version + "-";
        if (!file.startsWith(prefix) || !file.matches(".*\\.(tar\\.gz|zip)")) {
            return Optional.empty();
        }
        String system = file.substring(prefix.length()).replaceFirst("\\.(tar\\.gz|zip)$", "");
        String[] parts = system.split("-", 2);
        String os = SYSTEMS.get(parts[0]);
        if (os == null) {
            return Optional.empty();
        }
        String architecture = parts.length == 1 ? "amd64" : parts[1].equals("armv7") ? "arm" : parts[1];
        String program = os.equals("windows") ? "istioctl.exe" : "istioctl";
        return Optional.of(new IstioctlArchive(
                file, os, architecture, whole, whole ? "istio-" + version + "/bin/" + program : program));
    }

    /** All in a release. */
    public static List<IstioctlArchive> in(Release release) {
        return release.bundleNames().stream()
                .flatMap(file -> of(file, release.manifest().version()).stream())
                .toList();
    }

    /** Name of an archive. */
    public static String name(boolean whole, String version, String system) {
        return (whole ? "istio-" : "istioctl-") + version + "-" + system
                + (system.startsWith("win") ? ".zip" : ".tar.gz");
    }
}
