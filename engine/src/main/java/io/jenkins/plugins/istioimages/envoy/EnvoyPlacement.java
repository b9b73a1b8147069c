package io.jenkins.plugins.istioimages.envoy;

import io.jenkins.plugins.istioimages.build.BuildListener;
import io.jenkins.plugins.istioimages.build.SourceTrees;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKind;
import io.jenkins.plugins.istioimages.plan.StageParameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Checks sources out, and lays Envoy into those of istio, under every name that istio's scripts look for before they
 * download it (istio bin/init.sh): {@code out/linux_ARCH/release/envoy-COMMIT} and its siblings. Files are copies, so
 * that what a build does to one leaves the others as they were.
 */
public final class EnvoyPlacement implements SourceTrees {
    private static final String ISTIO = "istio";
    private static final String INIT = "bin/init.sh";

    private final SourceTrees sources;
    private final EnvoyImages images;
    private final EnvoyExtensions extensions;
    private final BuildListener listener;

    /**
     * @param sources brings the working copies
     * @param images that Envoy is taken out of
     * @param extensions finds what an image lacks
     */
    public EnvoyPlacement(SourceTrees sources, EnvoyImages images, EnvoyExtensions extensions, BuildListener listener) {
        this.sources = sources;
        this.images = images;
        this.extensions = extensions;
        this.listener = listener;
    }

    @Override
    public void checkOut(Stage stage, String name, Path directory) {
        if (stage.kind() == StageKind.ENVOY && EnvoyMaker.isReused(stage)) {
            return;
        }
        sources.checkOut(stage, name, directory);
        String image = stage.parameters().get(StageParameter.ENVOY);
        if (name.equals(ISTIO) && image != null && stage.kind().perPlatform()) {
            place(stage, image, directory);
        }
    }

    private void place(Stage stage, String image, Path tree) {
        Path taken = tree.resolveSibling(".envoy");
        try {
            EnvoyFiles files = images.take(images.find(image, stage.platform()), taken);
            String script = script(tree);
            SortedMap<String, Path> wasm = files.extensions();
            if (wasm.isEmpty() && script.contains(".wasm")) {
                wasm = extensions.of(image, taken);
            }
            Names names = new Names(stage, tree);
            names.put(files.envoy(), script.contains("centos"));
            for (Map.Entry<String, Path> one : wasm.entrySet()) {
                names.putExtension(one.getKey(), one.getValue());
            }
            listener.output(stage, "Envoy of " + image + " is in " + names.release);
            if (wasm.isEmpty() && script.contains(".wasm")) {
                listener.notice(stage, "no image of Envoy has extensions, so istio's scripts will download them");
            }
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancelledException("cancelled while Envoy was laid into " + tree, e);
            }
            throw new WorkException("cannot lay Envoy into " + tree + ": " + e, e);
        } finally {
            delete(taken);
        }
    }

    /** Older trees have names that newer ones have not. */
    private static String script(Path tree) throws IOException {
        Path script = tree.resolve(INIT);
        return Files.exists(script) ? Files.readString(script) : "";
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new WorkException("cannot remove " + directory + ": " + e.getMessage(), e);
        }
    }

    /** The names in one tree. */
    private static final class Names {
        private final String sidecar;
        private final String commit;
        private final Path release;

        Names(Stage stage, Path tree) throws IOException {
            Map<String, String> environment = stage.environment(tree.toString());
            sidecar = environment.getOrDefault("SIDECAR", "envoy");
            commit = environment.get("PROXY_REPO_SHA");
            String architecture =
                    stage.platform().architecture() + stage.platform().variant();
            release = Files.createDirectories(tree.resolve("out/linux_" + architecture + "/release"));
        }

        void put(Path envoy, boolean centos) throws IOException {
            copy(envoy, sidecar);
            copy(envoy, sidecar + "-" + commit);
            if (centos) {
                copy(envoy, sidecar + "-centos");
                copy(envoy, sidecar + "-centos-" + commit);
            }
        }

        /** As it is called in images, and as it is called where it is downloaded from. */
        void putExtension(String name, Path file) throws IOException {
            copy(file, name);
            copy(file, name.replace('-', '_').replace("_filter", "-" + commit));
        }

        private void copy(Path file, String name) throws IOException {
            Files.copy(
                    file,
                    release.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
