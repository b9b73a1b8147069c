package io.jenkins.plugins.istioimages.image.staging;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions of a tree that its Dockerfiles get as build arguments, from where istio's docker-builder takes them
 * (tools/docker-builder/types.go, DefaultArgs; common.go, createArgs): the environment, Makefile.core.mk, istio.deps.
 */
final class TreeVersions {
    private static final String UNKNOWN = "unknown";
    private static final long MAX_BYTES = 4 * 1024 * 1024;

    private final Path tree;
    private final Map<String, String> environment;

    TreeVersions(Path tree, Map<String, String> environment) {
        this.tree = tree;
        this.environment = environment;
    }

    /** Build arguments that are the same for all images and variants; what a tree does not say is left out. */
    Map<String, String> buildArguments() {
        Map<String, String> result = new TreeMap<>();
        makeVariable("BASE_VERSION").ifPresent(value -> result.put("BASE_VERSION", value));
        makeVariable("ISTIO_BASE_REGISTRY").ifPresent(value -> result.put("ISTIO_BASE_REGISTRY", value));
        result.put("proxy_version", dependency("PROXY_REPO_SHA").orElse(UNKNOWN));
        result.put("ztunnel_version", dependency("ZTUNNEL_REPO_SHA").orElse(UNKNOWN));
        result.put("istio_version", istioVersion());
        result.put("AGENTGATEWAY_IMAGE", agentgateway());
        return result;
    }

    /** VERSION as the makefiles find it: the environment, their own default, or the file VERSION with -dev. */
    private String istioVersion() {
        return makeVariable("VERSION")
                .or(() -> text("VERSION").map(version -> version.strip() + "-dev"))
                .orElse(UNKNOWN);
    }

    private String agentgateway() {
        return environmentValue("AGENTGATEWAY_IMAGE")
                .orElseGet(() -> "cr.agentgateway.dev/agentgateway:"
                        + lastStable("AGENTGATEWAY_IMAGE").orElse(UNKNOWN));
    }

    /** The commit whose binary is used: bin/init.sh takes the environment before istio.deps, so this does too. */
    private Optional<String> dependency(String name) {
        return environmentValue(name).or(() -> lastStable(name));
    }

    private Optional<String> makeVariable(String name) {
        return environmentValue(name).or(() -> text("Makefile.core.mk").flatMap(makefile -> {
            Matcher line = Pattern.compile("(?m)^(?:export )?" + name + " \\?= (\\S.*)$")
                    .matcher(makefile);
            return line.find() ? Optional.of(line.group(1).strip()) : Optional.empty();
        }));
    }

    private Optional<String> environmentValue(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private Optional<String> lastStable(String name) {
        return text("istio.deps").flatMap(json -> {
            try {
                for (JsonNode entry : Json.read(json.getBytes(StandardCharsets.UTF_8), "istio.deps")) {
                    if (entry.path("name").asText().equals(name)) {
                        return Optional.of(entry.path("lastStableSHA").asText()).filter(sha -> !sha.isEmpty());
                    }
                }
                return Optional.empty();
            } catch (MalformedContentException e) {
                throw new InputException(tree.resolve("istio.deps") + ": " + e.getMessage(), e);
            }
        });
    }

    private Optional<String> text(String name) {
        Path file = tree.resolve(name);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new InputException(file + " is larger than " + MAX_BYTES + " bytes");
            }
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
