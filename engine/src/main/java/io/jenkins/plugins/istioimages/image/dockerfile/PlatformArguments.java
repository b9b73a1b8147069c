package io.jenkins.plugins.istioimages.image.dockerfile;

import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.LinkedHashMap;
import java.util.Map;

/** The arguments that a platform gives to every Dockerfile ("Automatic platform ARGs in the global scope"). */
final class PlatformArguments {
    private PlatformArguments() {}

    static Map<String, String> of(Platform build, Platform target) {
        Map<String, String> result = new LinkedHashMap<>();
        put(result, "BUILD", build);
        put(result, "TARGET", target);
        return result;
    }

    private static void put(Map<String, String> result, String prefix, Platform platform) {
        result.put(prefix + "PLATFORM", platform.toString());
        result.put(prefix + "OS", platform.os());
        result.put(prefix + "OSVERSION", "");
        result.put(prefix + "ARCH", platform.architecture());
        result.put(prefix + "VARIANT", platform.variant());
    }
}
