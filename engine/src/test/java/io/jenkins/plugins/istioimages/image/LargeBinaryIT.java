package io.jenkins.plugins.istioimages.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.image.tree.BuildContext;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A binary of two gigabytes goes through a heap of 256 MB, in a process of its own so that the heap is known. */
@Timeout(240)
class LargeBinaryIT {
    private static final long SIZE = 2L << 30;

    @Test
    void twoGigabytesGoThroughASmallHeap(@TempDir Path directory) throws Exception {
        Path binary = directory.resolve("context/big");
        Files.createDirectories(binary.getParent());
        try (RandomAccessFile file = new RandomAccessFile(binary.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Build.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("layers 1");
        assertThat(process.exitValue()).as(output).isZero();
    }

    /** The other process. */
    static final class Build {
        private Build() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Path dockerfile = Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\nCOPY big /big\n");
            try (OciLayout layout = OciLayout.create(directory.resolve("layout"));
                    NativeImageBuilder builder = new NativeImageBuilder(
                            layout,
                            new BaseImages(List.of(layout)),
                            Compressors.of(System.getenv()).fastestGzip(),
                            directory.resolve("spool"),
                            TransferListener.NONE)) {
                BuiltImage image = builder.build(new ImageRequest(
                        dockerfile,
                        BuildContext.directory(directory.resolve("context")),
                        Platform.LINUX_AMD64,
                        Map.of(),
                        ImageFixture.REPOSITORY,
                        ImageFixture.TIME));
                System.out.println("layers " + image.layers().size());
            }
        }
    }
}
