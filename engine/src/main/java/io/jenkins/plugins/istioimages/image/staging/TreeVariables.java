package io.jenkins.plugins.istioimages.image.staging;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.staging.TreeEntry.TreePath;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of {@code tools/docker.yaml} for one platform (istio tools/docker-builder/main.go, ReadPlan and
 * archToEnvMap): {@code TARGET_OS}, {@code TARGET_ARCH}, {@code TARGET_OUT}, {@code TARGET_OUT_LINUX}, {@code SIDECAR},
 * {@code RELEASE_MODE}, and what else is in the environment.
 */
final class TreeVariables {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]*))");

    private final Map<String, String> values;

    private TreeVariables(Map<String, String> values) {
        this.values = values;
    }

    /** @param environment what make is called with; where it says an output directory, that one counts */
    static TreeVariables of(Path tree, Platform platform, Map<String, String> environment) {
        String architecture = platform.architecture() + platform.variant();
        Path out = tree.toAbsolutePath().normalize().resolve("out");
        Map<String, String> values = new TreeMap<>();
        values.put("TARGET_OS", platform.os());
        values.put("TARGET_ARCH", architecture);
        values.put("TARGET_OUT", out.resolve(platform.os() + "_" + architecture).toString());
        values.put("TARGET_OUT_LINUX", out.resolve("linux_" + architecture).toString());
        values.put("SIDECAR", "envoy");
        values.put("RELEASE_MODE", environment.containsKey("DEBUG_IMAGE") ? "debug" : "release");
        values.putAll(environment);
        return new TreeVariables(values);
    }

    /**
     * A path with its variables replaced. Docker-builder takes an unknown one for empty; here it is an error, because the
     * path that is left is never the one meant.
     */
    String expand(TreePath path) {
        return VARIABLE.matcher(path.text()).replaceAll(found -> {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            String value = values.get(name);
            if (value == null) {
                throw new InputException(
                        path.at(), "'" + path.text() + "' has the variable " + name + ", which is not set");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
