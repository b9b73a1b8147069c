package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code architectures}: the platforms of images and packages. */
final class ArchitectureReader {
    /** Architectures that Go builds for Linux (go tool dist list). */
    private static final List<String> KNOWN = List.of(
            "386",
            "amd64",
            "arm",
            "arm64",
            "loong64",
            "mips",
            "mips64",
            "mips64le",
            "mipsle",
            "ppc64",
            "ppc64le",
            "riscv64",
            "s390x");

    private final Optional<YamlValue> value;

    ArchitectureReader(Optional<YamlValue> value) {
        this.value = value;
    }

    /** At least one; {@code linux/amd64} where the manifest names none. */
    List<Platform> read() {
        List<YamlValue> items = value.map(YamlValue::items).orElse(List.of());
        List<Platform> platforms = new ArrayList<>();
        for (YamlValue item : items) {
            Optional<Platform> platform = item.parsed(ArchitectureReader::platform);
            if (platform.filter(platforms::contains).isPresent()) {
                item.problem("the platform " + platform.get() + " stands here twice");
            }
            platform.ifPresent(platforms::add);
        }
        return items.isEmpty() ? List.of(Platform.LINUX_AMD64) : platforms;
    }

    private static Platform platform(String text) {
        Platform platform = Platform.parse(text);
        if (!platform.os().equals("linux")) {
            throw new InputException(Quoted.of(text) + " is wrong: images and packages are made for linux"
                    + NearestName.hint(platform.os(), List.of("linux")));
        }
        if (!KNOWN.contains(platform.architecture())) {
            throw new InputException(Quoted.of(text) + " is wrong: there is no architecture "
                    + Quoted.of(platform.architecture()) + NearestName.hint(platform.architecture(), KNOWN)
                    + " (known: " + String.join(", ", KNOWN) + ")");
        }
        return platform;
    }
}
