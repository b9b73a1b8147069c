package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.layout.TestArchive;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Docker-archives of a small release, as make docker.save names them: images for two platforms over shared bases. */
final class SmallRelease {
    private static final List<String> ARCHITECTURES = List.of("amd64", "arm64");

    private final TestImages random;
    private final int layerSize;

    /** @param layerSize bytes of an image's own layer; a base is as large as all of them */
    SmallRelease(long seed, int layerSize) {
        this.random = new TestImages(seed);
        this.layerSize = layerSize;
    }

    /** Writes the archives of some images; what has an equal seed and begins with equal images has equal layers. */
    Path write(Path directory, String... images) throws IOException {
        Files.createDirectories(directory);
        for (String architecture : ARCHITECTURES) {
            byte[] base = TestImages.tar("base", random.bytes(3 * layerSize));
            for (String image : images) {
                byte[] own = TestImages.tar("usr-local-bin-" + image, random.bytes(layerSize));
                String suffix = architecture.equals("amd64") ? "" : "-" + architecture;
                new TestArchive()
                        .file("0/layer.tar", base)
                        .file("1/layer.tar", own)
                        .file("config.json", TestArchive.config(architecture, base, own))
                        .file(
                                "manifest.json",
                                "["
                                        + TestArchive.image(
                                                "config.json",
                                                "[\"istio/" + image + ":1.14.5" + suffix + "\"]",
                                                "0/layer.tar",
                                                "1/layer.tar")
                                        + "]")
                        .write(directory.resolve(image + suffix + ".tar"));
            }
        }
        return directory;
    }
}
