package io.jenkins.plugins.istioimages.image.staging;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.dockerfile.Dockerfile;
import io.jenkins.plugins.istioimages.image.dockerfile.StageGraph;
import io.jenkins.plugins.istioimages.image.dockerfile.StageGraph.RunException;
import io.jenkins.plugins.istioimages.image.staging.TreeEntry.TreePath;
import io.jenkins.plugins.istioimages.image.staging.TreePlan.Skipped;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plans the images of a source tree as istio's docker-builder does, for one platform at a time. Usage: {@link #plan},
 * then one make with {@link TreePlan#makeTargets}, then {@link TreeImage#request} for each image and the native builder.
 */
public final class SourceTreeImages {
    private static final String DEFAULT = "default";
    private static final String DEBUG = "debug";
    private static final String DISTROLESS = "distroless";

    private final Path tree;
    private final Map<String, String> environment;
    private final DockerImagesFile file;

    /**
     * Reads the tree's {@code tools/docker.yaml}.
     *
     * @param tree root of the source
     * @param environment that make is called with: VERSION, and whatever else chooses versions
     * @throws InputException if there is no such file or it is wrong
     */
    public SourceTreeImages(Path tree, Map<String, String> environment) {
        this.tree = tree.toAbsolutePath().normalize();
        this.environment = Map.copyOf(environment);
        this.file = DockerImagesFile.read(this.tree);
    }

    /** All images of the tree, with variables as written. */
    public DockerImagesFile file() {
        return file;
    }

    /**
     * Plans one platform.
     *
     * @param variants for example {@code debug} and {@code distroless}; {@code default} beside {@code debug} is its alias
     *     and not made twice
     * @param names of images; empty means all that are no base images, without those that cannot be made here: they are
     *     {@link TreePlan#skipped}
     * @throws InputException if a name is unknown, a Dockerfile is missing or wrong, or an image that was asked for needs
     *     RUN
     */
    public TreePlan plan(Platform platform, Collection<String> variants, Collection<String> names) {
        TreeVariables variables = TreeVariables.of(tree, platform, environment);
        List<TreeImage> images = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        Set<String> targets = new TreeSet<>();
        for (TreeEntry entry : file.choose(names)) {
            List<TreeImage> made = images(entry, platform, variantsOf(entry, variants));
            if (names.isEmpty()) {
                made.removeIf(image -> needsRun(image, entry, skipped));
            } else {
                made.forEach(SourceTreeImages::refuseRun);
            }
            images.addAll(made);
            if (!made.isEmpty()) {
                entry.targets().forEach(target -> targets.add(variables.expand(target)));
            }
        }
        return new TreePlan(makeTargets(targets), images, skipped);
    }

    /**
     * One image that was planned before.
     *
     * @throws InputException as {@link #plan} where the image is asked for by name
     */
    public TreeImage image(Platform platform, String name, String variant) {
        TreeEntry entry = file.choose(List.of(name)).get(0);
        TreeImage image = images(entry, platform, Set.of(variant)).get(0);
        refuseRun(image);
        return image;
    }

    private static List<String> makeTargets(Set<String> targets) {
        List<String> result = new ArrayList<>();
        if (!targets.isEmpty()) {
            result.add("init");
            result.addAll(targets);
        }
        return result;
    }

    private List<TreeImage> images(TreeEntry entry, Platform platform, Collection<String> variants) {
        TreeVariables variables = TreeVariables.of(tree, platform, environment);
        Map<String, String> versions = new TreeVersions(tree, environment).buildArguments();
        Path dockerfile = dockerfile(entry);
        List<StagedFile> files = new ArrayList<>();
        entry.files().forEach(path -> files.add(staged(path, variables)));
        entry.targets().forEach(path -> files.add(staged(path, variables)));
        List<TreeImage> result = new ArrayList<>();
        for (String variant : variants) {
            Map<String, String> buildArgs = new HashMap<>(versions);
            buildArgs.put("BASE_DISTRIBUTION", variant.equals(DEFAULT) ? DEBUG : variant);
            VmImage vm = VmImage.of(entry.name());
            buildArgs.put("VM_IMAGE_NAME", vm.name());
            buildArgs.put("VM_IMAGE_VERSION", vm.version());
            result.add(new TreeImage(entry.name(), variant, platform, dockerfile, buildArgs, files));
        }
        return result;
    }

    /** As docker-builder's ConstructBakeFile: no default beside debug, no distroless of the app images. */
    private static Set<String> variantsOf(TreeEntry entry, Collection<String> variants) {
        Set<String> result = new LinkedHashSet<>(variants);
        if (result.contains(DEBUG)) {
            result.remove(DEFAULT);
        }
        if (entry.name().startsWith("app_")) {
            result.remove(DISTROLESS);
        }
        return result;
    }

    private Path dockerfile(TreeEntry entry) {
        Path dockerfile = tree.resolve(entry.dockerfile()).normalize();
        if (!dockerfile.startsWith(tree) || !Files.isRegularFile(dockerfile)) {
            throw new InputException(
                    entry.at(), "image '" + entry.name() + "': the tree has no file " + entry.dockerfile());
        }
        return dockerfile;
    }

    private StagedFile staged(TreePath path, TreeVariables variables) {
        return new StagedFile(tree.resolve(variables.expand(path)).normalize(), path.at(), path.isOfPlatform());
    }

    private static void refuseRun(TreeImage image) {
        StageGraph graph = StageGraph.of(
                Dockerfile.read(image.dockerfile()), image.buildArgs(), Platform.current(), image.platform());
        if (graph.stages().isEmpty()) {
            throw new IllegalStateException("a Dockerfile has a stage");
        }
    }

    private static boolean needsRun(TreeImage image, TreeEntry entry, List<Skipped> skipped) {
        try {
            refuseRun(image);
            return false;
        } catch (RunException e) {
            skipped.add(new Skipped(
                    image.name(), image.variant(), e.location().orElseThrow(), e.reason(), entry.emulationRequired()));
            return true;
        }
    }
}
