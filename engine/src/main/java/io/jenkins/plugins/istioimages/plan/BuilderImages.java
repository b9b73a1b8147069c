package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The container image that a stage's commands run in. A name may hold {@code ${version}}, {@code ${minor}} (1.14 of
 * 1.14.5) and {@code ${arch}}, so that one setting serves all releases:
 * {@code ghcr.io/resf/istio/build-tools:release-${minor}-latest}.
 */
public final class BuilderImages {
    /** The word for the platform of each stage. */
    public static final String STAGE = "stage";

    private static final Pattern PLACE = Pattern.compile("\\$\\{([^{}]*)}");
    private static final Pattern MINOR = Pattern.compile("([0-9]+\\.[0-9]+)(?:[.-].*)?");

    private BuilderImages() {}

    /**
     * Checks a template.
     *
     * @throws InputException if a place is unknown or no image can be called so
     */
    public static void check(String template) {
        resolve(template, "1.14.5", Platform.LINUX_AMD64);
    }

    /**
     * Checks a builder platform.
     *
     * @throws InputException if it is neither empty, nor {@link #STAGE}, nor a platform
     */
    public static void checkPlatform(String chosen) {
        platform(chosen, Platform.LINUX_AMD64);
    }

    /**
     * The platform that a stage's builder image is wanted for.
     *
     * @param chosen empty for whichever the machine takes by itself, {@link #STAGE}, or a platform
     * @return empty, or a platform
     * @throws InputException if it is something else
     */
    static String platform(String chosen, Platform stage) {
        if (chosen.isEmpty()) {
            return "";
        }
        if (chosen.equals(STAGE)) {
            return stage.toString();
        }
        try {
            return Platform.parse(chosen).toString();
        } catch (InputException e) {
            throw new InputException(
                    "platform of the builder container: " + e.getMessage()
                            + ", or the word 'stage' for each stage's own",
                    e);
        }
    }

    /**
     * Fills a template in.
     *
     * @return a checked reference; empty for an empty template
     * @throws InputException if a place is unknown or the outcome is no reference
     */
    static String resolve(String template, String version, Platform platform) {
        if (template.isEmpty()) {
            return "";
        }
        Map<String, String> values = Map.of(
                "version", version, "minor", minor(version), "arch", platform.architecture() + platform.variant());
        String name = PLACE.matcher(template).replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new InputException("builder image '" + template + "': " + place.group()
                        + " is unknown; there are ${version}, ${minor} and ${arch}");
            }
            return Matcher.quoteReplacement(value);
        });
        try {
            Reference.parse(name);
        } catch (InputException e) {
            throw new InputException("builder image '" + template + "': " + e.getMessage(), e);
        }
        return name;
    }

    /** {@code 1.14} of {@code 1.14.5}; what has no such form stays. */
    static String minor(String version) {
        Matcher minor = MINOR.matcher(version);
        return minor.matches() ? minor.group(1) : version;
    }
}
