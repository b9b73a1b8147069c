package io.jenkins.plugins.istioimages.publish.bucket;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.SortedMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A chart that is packed.
 *
 * @param description what its {@code Chart.yaml} says, as an index has it
 */
record ChartPackage(LocalFile file, SortedMap<String, Object> description) {
    private static final int LONGEST = 1 << 20;
    private static final int MOST_ENTRIES = 10_000;

    /**
     * Reads a package.
     *
     * @throws InputException if it is none
     */
    static ChartPackage read(LocalFile file) {
        try (InputStream in = Files.newInputStream(file.file());
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(in)))) {
            Optional<String> text = description(tar);
            return new ChartPackage(
                    file,
                    ChartFacts.read(
                            file.name(),
                            text.orElseThrow(() ->
                                    new InputException(file.file() + " is no chart: there is no Chart.yaml in it"))));
        } catch (IOException e) {
            throw new InputException(file.file() + " is no packed chart: " + e.getMessage(), e);
        }
    }

    String name() {
        return String.valueOf(description.get("name"));
    }

    String version() {
        return String.valueOf(description.get("version"));
    }

    private static Optional<String> description(TarArchiveInputStream tar) throws IOException {
        for (int i = 0; i < MOST_ENTRIES; i++) {
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry == null) {
                break;
            }
            if (entry.isFile() && entry.getName().matches("[^/]+/Chart\\.yaml")) {
                return Optional.of(new String(tar.readNBytes(LONGEST), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }
}
