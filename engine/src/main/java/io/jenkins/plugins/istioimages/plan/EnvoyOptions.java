package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is chosen for builds of Envoy.
 *
 * @param common platforms, labels, builder images, hub and variables; what is said there of images is of no meaning here
 * @param reuse image by platform that Envoy is taken out of instead of being compiled
 * @param patches all that there are; those that belong into a build are chosen by their names
 * @param bazelArguments options of {@code bazel build}, beside those that are set here
 * @param bazelRoot where Bazel keeps what it made, with a directory for each minor release: absolute, or in the stage's
 *     work directory; empty where whoever runs the stage says it
 * @param extensions where Envoys that are compiled have their Wasm extensions from, in releases that want some: the
 *     reference of an image like {@code docker.io/istio/proxyv2:1.14.5}, or {@link #NO_EXTENSIONS}; empty means that they
 *     are compiled, too, where upstream compiles them
 */
public record EnvoyOptions(
        PlanOptions common,
        SortedMap<Platform, String> reuse,
        List<EnvoyPatch> patches,
        List<String> bazelArguments,
        String bazelRoot,
        String extensions) {
    /** Nothing is done about extensions: istio's scripts download them. */
    public static final String NO_EXTENSIONS = "none";

    /** Beside the work directories of stages, so that it outlives them and a builder container sees it. */
    public static final String BESIDE_STAGES = Command.WORK + "/../bazel";

    private static final Pattern ROOT = Pattern.compile("(/[A-Za-z0-9_@%+=:,.-]+)+");

    /** @throws io.jenkins.plugins.istioimages.errors.InputException if an argument or an image's name is wrong */
    public EnvoyOptions {
        reuse = Collections.unmodifiableSortedMap(new TreeMap<>(reuse));
        reuse.values().forEach(Reference::parse);
        patches = List.copyOf(patches);
        bazelArguments = List.copyOf(bazelArguments);
        new BazelArguments(bazelArguments);
        if (!extensions.isEmpty() && !extensions.equals(NO_EXTENSIONS)) {
            Reference.parse(extensions);
        }
        if (!bazelRoot.isEmpty()
                && !bazelRoot.equals(BESIDE_STAGES)
                && !ROOT.matcher(bazelRoot).matches()) {
            throw new InputException("Bazel cannot keep what it makes in '" + bazelRoot
                    + "': expected an absolute directory without blanks");
        }
    }

    /** Everything is compiled, as it stands. */
    public static EnvoyOptions of(PlanOptions common) {
        return new EnvoyOptions(common, Collections.emptySortedMap(), List.of(), List.of(), "", "");
    }

    /**
     * The same with platforms whose Envoy is reused.
     *
     * @param images by platform
     */
    public EnvoyOptions reusing(Map<Platform, String> images) {
        return new EnvoyOptions(common, new TreeMap<>(images), patches, bazelArguments, bazelRoot, extensions);
    }

    public EnvoyOptions patched(List<EnvoyPatch> all) {
        return new EnvoyOptions(common, reuse, all, bazelArguments, bazelRoot, extensions);
    }

    public EnvoyOptions withBazelArguments(List<String> arguments) {
        return new EnvoyOptions(common, reuse, patches, arguments, bazelRoot, extensions);
    }

    public EnvoyOptions withBazelRoot(String directory) {
        return new EnvoyOptions(common, reuse, patches, bazelArguments, directory, extensions);
    }

    public EnvoyOptions withExtensions(String source) {
        return new EnvoyOptions(common, reuse, patches, bazelArguments, bazelRoot, source);
    }

    /** The image that extensions are taken out of; empty if there is none. */
    Optional<String> extensionsImage() {
        return Optional.of(extensions).filter(text -> !text.isEmpty() && !text.equals(NO_EXTENSIONS));
    }
}
