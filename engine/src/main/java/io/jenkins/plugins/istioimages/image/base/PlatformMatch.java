package io.jenkins.plugins.istioimages.image.base;

import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.ArrayList;
import java.util.List;

/** Which platforms' images run on a platform, the best first (containerd platforms, compare.go). */
final class PlatformMatch {
    private PlatformMatch() {}

    static List<Platform> acceptable(Platform wanted) {
        List<Platform> result = new ArrayList<>(List.of(wanted));
        String variant = wanted.variant();
        switch (wanted.architecture()) {
            case "arm" -> lower(result, wanted, variant.isEmpty() ? 8 : number(variant), 5);
            case "amd64" -> lower(result, wanted, variant.isEmpty() ? 1 : number(variant), 2);
            case "arm64" -> {
                // v8 is the baseline and has no variant here; 9.x runs what 8 runs.
            }
            default -> {
                // No lower variants are known of the others.
            }
        }
        if (!variant.isEmpty()) {
            result.add(new Platform(wanted.os(), wanted.architecture(), ""));
        }
        return result.stream().distinct().toList();
    }

    private static void lower(List<Platform> result, Platform wanted, int below, int least) {
        for (int version = below - 1; version >= least; version--) {
            result.add(new Platform(wanted.os(), wanted.architecture(), "v" + version));
        }
    }

    private static int number(String variant) {
        return variant.matches("v[0-9]") ? variant.charAt(1) - '0' : 0;
    }
}
