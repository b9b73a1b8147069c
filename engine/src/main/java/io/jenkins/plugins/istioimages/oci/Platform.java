package io.jenkins.plugins.istioimages.oci;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.Serializable;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The platform an image runs on, in Go's names (image-spec image-index.md, "platform").
 *
 * @param os for example {@code linux}
 * @param architecture for example {@code arm64}
 * @param variant of the CPU, for example {@code v7}; empty where there is none
 */
public record Platform(String os, String architecture, String variant) implements Serializable, Comparable<Platform> {
    private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,62}");
    /** Names that uname and container tools use for Go's architectures. */
    private static final Map<String, String> ARCHITECTURE_ALIASES =
            Map.of("x86_64", "amd64", "x86-64", "amd64", "aarch64", "arm64", "i386", "386", "i686", "386");

    public static final Platform LINUX_AMD64 = new Platform("linux", "amd64", "");
    public static final Platform LINUX_ARM64 = new Platform("linux", "arm64", "");

    public Platform {
        architecture = ARCHITECTURE_ALIASES.getOrDefault(architecture, architecture);
        if (architecture.startsWith("arm") && variant.matches("[5-9]")) {
            // Both spellings are in use; containerd takes them for one (platforms.Normalize).
            variant = "v" + variant;
        }
        if (architecture.equals("arm64") && variant.equals("v8")
                || architecture.equals("amd64") && variant.equals("v1")) {
            // The baseline of its architecture: the same platform with or without it (containerd platforms.Normalize).
            variant = "";
        }
        check(os, os + "/" + architecture);
        check(architecture, os + "/" + architecture);
        if (!variant.isEmpty()) {
            check(variant, os + "/" + architecture + "/" + variant);
        }
    }

    /**
     * Reads {@code os/architecture[/variant]}.
     *
     * @throws InputException if there are not two or three parts of lower-case letters and digits
     */
    public static Platform parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length < 2 || parts.length > 3 || parts.length == 3 && parts[2].isEmpty()) {
            throw wrong(text);
        }
        return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    /** {@code os-architecture[-variant]}: fit for file names and stage ids. */
    public String slug() {
        return toString().replace('/', '-');
    }

    /** Whether this machine's processor, by its Java property {@code os.arch}, runs the platform's binaries. */
    public static Platform current() {
        String arch = System.getProperty("os.arch");
        String os = System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT);
        return new Platform(os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : "linux", arch, "");
    }

    @Override
    public int compareTo(Platform other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }

    private static void check(String part, String whole) {
        if (!PART.matcher(part).matches()) {
            throw wrong(whole);
        }
    }

    private static InputException wrong(String text) {
        return new InputException("platform '" + text
                + "' is wrong: expected os/architecture or os/architecture/variant, like linux/arm64");
    }
}
