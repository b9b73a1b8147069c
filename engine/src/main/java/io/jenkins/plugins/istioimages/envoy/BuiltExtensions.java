package io.jenkins.plugins.istioimages.envoy;

import io.jenkins.plugins.istioimages.build.StageFailedException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.wasm.WasmModule;
import io.jenkins.plugins.istioimages.image.wasm.WasmModuleException;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The Wasm extensions that {@code make build_wasm} left, by the names that they have in istio's images: {@code
 * metadata_exchange.compiled.wasm} is {@code metadata-exchange-filter.compiled.wasm} there (istio bin/init.sh). Compiled
 * ones are modules as well, with code for one processor in a section that others skip.
 */
final class BuiltExtensions {
    private static final String PLACE = "bazel-bin/extensions";
    private static final String SUFFIX = ".wasm";

    private BuiltExtensions() {}

    /**
     * What is there.
     *
     * @param tree of proxy
     * @throws StageFailedException if there are none, or one is no module
     */
    static SortedMap<String, Path> find(Stage stage, Path tree) {
        Path directory = tree.resolve(PLACE);
        SortedMap<String, Path> found = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
                for (Path file : files) {
                    check(stage, file);
                    found.put(nameInImages(file.getFileName().toString()), file);
                }
            } catch (IOException | DirectoryIteratorException e) {
                throw new WorkException("cannot read " + directory + ": " + e.getMessage(), e);
            }
        }
        if (found.isEmpty()) {
            throw new StageFailedException(
                    stage.id(),
                    "make build_wasm left no Wasm extensions in " + tree + ": looked in " + PLACE,
                    List.of());
        }
        return found;
    }

    private static String nameInImages(String file) {
        int dot = file.indexOf('.');
        return file.substring(0, dot).replace('_', '-') + "-filter" + file.substring(dot);
    }

    private static void check(Stage stage, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            WasmModule.read(in, Files.size(file), file.toString());
        } catch (WasmModuleException e) {
            throw new StageFailedException(stage.id(), "make build_wasm left " + e.getMessage(), List.of());
        }
    }
}
