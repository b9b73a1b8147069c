package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A patch of the sources that Envoy is built from. Its name says what for:
 * {@code (envoy|proxy)[.release-X.Y][.OS-ARCH][.NN-NAME].patch}.
 *
 * @param name of the file
 * @param text unified diff
 */
public record EnvoyPatch(String name, String text) implements Comparable<EnvoyPatch> {
    private static final Pattern NAME = Pattern.compile("(envoy|proxy)(?:\\.release-([0-9]+\\.[0-9]+))?"
            + "(?:\\.(linux-[a-z0-9]+(?:-v[0-9])?))?(?:\\.([0-9]{2,4}-[A-Za-z0-9_-]+))?\\.patch");

    private static final Comparator<EnvoyPatch> ORDER =
            Comparator.comparing(EnvoyPatch::place).thenComparing(EnvoyPatch::name);

    /** @throws InputException if the name says nothing */
    public EnvoyPatch {
        if (!NAME.matcher(name).matches()) {
            throw new InputException(
                    "the name of the patch '" + name + "' says not what it is for: expected"
                            + " (envoy|proxy)[.release-X.Y][.OS-ARCH][.NN-NAME].patch, like envoy.release-1.14.linux-arm64.patch");
        }
    }

    /** Name of the source that it changes: {@code envoy} or {@code proxy}. */
    public String source() {
        return part(1).orElseThrow();
    }

    /**
     * Whether it belongs into a build.
     *
     * @param version of the release
     */
    boolean isFor(String version, Platform platform) {
        boolean release = part(2).stream().allMatch(minor -> version.matches(Pattern.quote(minor) + "(?:[.-].*)?"));
        return release && part(3).stream().allMatch(platform.slug()::equals);
    }

    /** Those with a number come after those without, whatever else their names say. */
    private String place() {
        return part(4).orElse("");
    }

    private Optional<String> part(int group) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.ofNullable(matcher.group(group)) : Optional.empty();
    }

    @Override
    public int compareTo(EnvoyPatch other) {
        return ORDER.compare(this, other);
    }

    /** Its name alone: the text is long. */
    @Override
    public String toString() {
        return name;
    }
}
