package io.jenkins.plugins.istioimages.publish.charts;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.layout.TarEntry;
import io.jenkins.plugins.istioimages.layout.TarReader;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import io.jenkins.plugins.istioimages.plan.ChartYaml;
import io.jenkins.plugins.istioimages.plan.ReleaseChart;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A chart as {@code helm package} leaves it.
 *
 * @param file that holds it
 * @param sample whether it lies among the samples
 * @param description its Chart.yaml
 * @param layer the file, as a layer
 */
public record ChartPackage(Path file, boolean sample, ChartYaml description, Descriptor layer) {
    /** Of the file (helm pkg/registry/constants.go). */
    static final String MEDIA_TYPE = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

    private static final String SAMPLES = "samples";
    private static final String SUFFIX = ".tgz";
    private static final int LARGEST = 1 << 20;

    /**
     * The charts of a release, those of samples last, each by its file's name.
     *
     * @param out the release's directory
     * @throws InputException if a file is no chart, or no version stands in it
     * @throws WorkException if it cannot be read
     */
    public static List<ChartPackage> of(Path out) {
        Path charts = out.resolve(ReleaseLayout.CHARTS);
        List<ChartPackage> all = new ArrayList<>(in(charts, false));
        all.addAll(in(charts.resolve(SAMPLES), true));
        return all;
    }

    private static List<ChartPackage> in(Path directory, boolean sample) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(file -> read(file, sample))
                    .toList();
        } catch (IOException e) {
            throw new WorkException("cannot list " + directory + ": " + e, e);
        }
    }

    private static ChartPackage read(Path file, boolean sample) {
        try {
            ChartYaml description = ChartYaml.read(file + ": " + ReleaseChart.FILE, description(file));
            if (description.version().isEmpty()) {
                throw new InputException(file + " has no version in its " + ReleaseChart.FILE);
            }
            return new ChartPackage(file, sample, description, layer(file));
        } catch (IOException e) {
            throw new InputException(file + " is no packaged chart: " + e.getMessage(), e);
        }
    }

    /** Of the chart itself: those that it needs lie deeper. */
    private static String description(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            TarReader reader = new TarReader(in);
            Optional<TarEntry> entry = reader.next();
            while (entry.isPresent()) {
                if (entry.get().path().matches("(?:\\./)?[^/]+/" + ReleaseChart.FILE)) {
                    return new String(reader.content().readNBytes(LARGEST), StandardCharsets.UTF_8);
                }
                entry = reader.next();
            }
        }
        throw new IOException("it has no " + ReleaseChart.FILE);
    }

    private static Descriptor layer(Path file) throws IOException {
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), hasher)) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return Descriptor.of(MEDIA_TYPE, Digest.finish(DigestAlgorithm.SHA256, hasher), size);
        }
    }

    /** The chart's version as a tag: Helm puts an underscore for the plus, which no tag may have. */
    public String tag() {
        return description.version().replace('+', '_');
    }
}
