package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.staging.DockerImagesFile;
import io.jenkins.plugins.istioimages.image.staging.TreeEntry;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Base images that are built from the same source as what stands on them, under the same hub and version, as resf/istio
 * has them (its Makefile, dockerx.istio-base): istio's Dockerfiles get them by {@code ISTIO_BASE_REGISTRY} and
 * {@code BASE_VERSION}. Dockerfiles of before that variable name Google's registry; for the native builder the reference is
 * replaced.
 */
final class OwnBases {
    private static final String REGISTRY = "ISTIO_BASE_REGISTRY";
    private static final String VERSION = "BASE_VERSION";

    private final List<String> names;
    private final Hub hub;
    private final String version;

    /** @throws InputException if the source has no base images */
    OwnBases(IstioTree tree, Hub hub, String version) {
        this.names = names(tree);
        this.hub = hub;
        this.version = ImageTags.withoutV(version);
    }

    /**
     * The source's base images, in the order of its file.
     *
     * @throws InputException if there are none
     */
    static List<String> names(IstioTree tree) {
        if (!tree.hasImages()) {
            throw new InputException("the source has no " + DockerImagesFile.PATH + ", which says what its base images"
                    + " are (istio has it since 1.14); build without own base images");
        }
        List<String> names = DockerImagesFile.read(tree.directory()).images().stream()
                .filter(TreeEntry::base)
                .map(TreeEntry::name)
                .toList();
        if (names.isEmpty()) {
            throw new InputException("the source's " + DockerImagesFile.PATH
                    + " has no base images (base: true); build without own base images");
        }
        return names;
    }

    /**
     * Options for what stands on the base images, which are not made again.
     *
     * @throws InputException if a variable already says something else about base images
     */
    PlanOptions of(PlanOptions options) {
        Map<String, String> variables = new TreeMap<>(options.variables());
        add(REGISTRY, hub.toString(), variables);
        add(VERSION, version, variables);
        List<String> others = new ArrayList<>(options.images());
        others.removeAll(names);
        if (others.isEmpty() && !options.images().isEmpty()) {
            throw new InputException(
                    "own base images are for other images to stand on: name one that is no base image");
        }
        return options.with(variables, others);
    }

    /** What references of base images become, by those that have to be replaced. */
    Map<String, String> replaced(List<String> references) {
        Map<String, String> replaced = new TreeMap<>();
        for (String text : references) {
            Reference reference = Reference.parse(text);
            String name = reference.repository().path().replaceFirst(".*/", "");
            Reference own = hub.image(name).tag(version);
            if (names.contains(name) && reference.tag().filter(version::equals).isPresent() && !own.equals(reference)) {
                replaced.put(text, own.toString());
            }
        }
        return replaced;
    }

    private static void add(String name, String value, Map<String, String> variables) {
        String said = variables.put(name, value);
        if (said != null && !said.equals(value)) {
            throw new InputException(
                    "own base images are " + name + "=" + value + ", and it is said to be " + said + ": leave one out");
        }
    }
}
