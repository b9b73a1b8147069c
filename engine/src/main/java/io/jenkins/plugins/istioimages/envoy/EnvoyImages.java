package io.jenkins.plugins.istioimages.envoy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.base.BaseFiles;
import io.jenkins.plugins.istioimages.image.base.BaseImage;
import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.tree.FileContent;
import io.jenkins.plugins.istioimages.image.tree.FileTree;
import io.jenkins.plugins.istioimages.image.tree.Symlinks;
import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes Envoy out of images: istio's {@code proxyv2} of any platform, and those that are made here. No daemon is asked. */
public final class EnvoyImages {
    private final BaseImages images;

    /** @param images where they are looked for */
    public EnvoyImages(BaseImages images) {
        this.images = images;
    }

    /** The image of a platform, before anything of its layers is read. */
    BaseImage find(String reference, Platform platform) {
        return images.find(reference, platform);
    }

    /**
     * Reads the layers.
     *
     * @param directory for the files; it is made
     * @throws InputException if there is no Envoy in the image
     */
    EnvoyFiles take(BaseImage image, Path directory) {
        BaseFiles files = image.files();
        FileContent.InLayer envoy = content(files.tree(), EnvoyFiles.BINARY)
                .orElseThrow(() -> new InputException("the image " + image.reference() + " has no /" + EnvoyFiles.BINARY
                        + " to be reused; istio's image with Envoy is proxyv2"));
        SortedMap<String, FileContent.InLayer> extensions = extensions(files.tree());
        List<FileContent.InLayer> wanted = new ArrayList<>(extensions.values());
        wanted.add(envoy);
        Map<FileContent.InLayer, Path> taken = files.extract(wanted, directory);
        permit(taken.get(envoy), "rwxr-xr-x");
        return new EnvoyFiles(taken.get(envoy), paths(extensions, taken));
    }

    /** The extensions alone: they run on every platform. */
    SortedMap<String, Path> extensions(BaseImage image, Path directory) {
        SortedMap<String, FileContent.InLayer> extensions =
                extensions(image.files().tree());
        return paths(extensions, image.files().extract(extensions.values(), directory));
    }

    private static SortedMap<String, Path> paths(
            SortedMap<String, FileContent.InLayer> wanted, Map<FileContent.InLayer, Path> taken) {
        SortedMap<String, Path> paths = new TreeMap<>();
        wanted.forEach((name, content) -> {
            permit(taken.get(content), "rw-r--r--");
            paths.put(name, taken.get(content));
        });
        return paths;
    }

    private static SortedMap<String, FileContent.InLayer> extensions(FileTree tree) {
        SortedMap<String, FileContent.InLayer> found = new TreeMap<>();
        Symlinks.resolve(tree, EnvoyFiles.EXTENSIONS).ifPresent(directory -> tree.children(directory).stream()
                .filter(name -> name.endsWith(".wasm"))
                .forEach(name -> content(tree, directory + "/" + name).ifPresent(content -> found.put(name, content))));
        return found;
    }

    private static Optional<FileContent.InLayer> content(FileTree tree, String path) {
        return Symlinks.resolve(tree, path)
                .flatMap(tree::find)
                .flatMap(TreeNode::content)
                .filter(FileContent.InLayer.class::isInstance)
                .map(FileContent.InLayer.class::cast);
    }

    /** What is taken out is the user's alone until this. */
    private static void permit(Path file, String permissions) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new WorkException("cannot set the permissions of " + file + ": " + e.getMessage(), e);
        }
    }
}
