package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM that pushes and tags images into a layout; each line it prints is a tag it has finished. */
final class LayoutProcess {
    private LayoutProcess() {}

    /** @param args directory, repository, seed, number of tags, bytes of a layer */
    public static void main(String[] args) {
        Repository repository = Repository.parse(args[1]);
        int seed = Integer.parseInt(args[2]);
        TestImages images = new TestImages(seed).layers(2, Integer.parseInt(args[4]));
        try (OciLayout layout = OciLayout.create(Path.of(args[0]))) {
            for (int i = 0; i < Integer.parseInt(args[3]); i++) {
                Reference tag = repository.tag("p" + seed + "-" + i);
                images.tagged(layout, tag);
                System.out.println(tag);
            }
        }
    }

    static Process start(Path directory, Repository repository, int seed, int tags, int layerSize, Path output)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LayoutProcess.class.getName()));
        command.addAll(List.of(directory.toString(), repository.toString(), "" + seed, "" + tags, "" + layerSize));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }
}
