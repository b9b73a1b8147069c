package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.EnvoyOptions;
import io.jenkins.plugins.istioimages.plan.EnvoyPatch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is asked for when builds of Envoy are planned: the texts of the step's parameters. */
public final class EnvoyRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final PlanRequest common;
    private TreeMap<String, String> reuse = new TreeMap<>();
    private String patches = "";
    private ArrayList<String> bazelArguments = new ArrayList<>();
    private String bazelCache = "";
    private String extensions = "";

    /** @param common what is asked for as when a release is planned */
    public EnvoyRequest(PlanRequest common) {
        this.common = common;
    }

    /** What is asked for as when a release is planned. */
    public PlanRequest common() {
        return common;
    }

    String patches() {
        return patches;
    }

    /** Image by platform that Envoy is taken out of. */
    public EnvoyRequest reuse(Map<String, String> images) {
        reuse = new TreeMap<>(images);
        return this;
    }

    /** Directory of patches in the workspace; empty means none. */
    public EnvoyRequest patches(String directory) {
        patches = directory;
        return this;
    }

    /** Options of {@code bazel build}. */
    public EnvoyRequest bazelArguments(List<String> options) {
        bazelArguments = new ArrayList<>(options);
        return this;
    }

    /** Where Bazel keeps what it made, on each agent; empty means in the workspace. */
    public EnvoyRequest bazelCache(String directory) {
        bazelCache = directory;
        return this;
    }

    /** Image that Wasm extensions are taken out of, or {@code none}; empty means that they are compiled. */
    public EnvoyRequest extensions(String source) {
        extensions = source;
        return this;
    }

    /** Builder containers have Bazel's directory at the same path; the one in the workspace they have anyway. */
    ContainerRequest container() {
        return common.container().withVolume(bazelCache);
    }

    /**
     * As the engine wants it.
     *
     * @param environment of the step
     * @param all patches that there are
     * @throws InputException if a text is wrong
     */
    EnvoyOptions options(Map<String, String> environment, List<EnvoyPatch> all) {
        Map<Platform, String> images = new TreeMap<>();
        reuse.forEach((platform, image) -> images.put(Platform.parse(platform), image));
        return EnvoyOptions.of(common.options(environment))
                .reusing(images)
                .patched(all)
                .withBazelArguments(bazelArguments)
                .withExtensions(extensions)
                .withBazelRoot(bazelCache.isEmpty() ? EnvoyOptions.BESIDE_STAGES : bazelCache);
    }

    /**
     * Says what is wrong before any agent is asked.
     *
     * @throws InputException if a text is wrong
     */
    public void check() {
        common.check();
        options(Map.of(), List.of());
        if (common.inContainer()) {
            container().options();
        }
    }
}
