package io.jenkins.plugins.istioimages.image.staging;

import java.util.List;

/** The operating system in the names of istio's virtual-machine images, like {@code app_sidecar_ubuntu_noble}. */
record VmImage(String name, String version) {
    private static final String PREFIX = "app_sidecar_";
    private static final String BASE = "base_";

    /** Both empty for an image that is none. */
    static VmImage of(String image) {
        if (!image.startsWith(PREFIX)) {
            return new VmImage("", "");
        }
        String rest = image.substring(PREFIX.length());
        List<String> words = List.of((rest.startsWith(BASE) ? rest.substring(BASE.length()) : rest).split("_", 3));
        return new VmImage(words.get(0), words.size() > 1 ? words.get(1) : "");
    }
}
