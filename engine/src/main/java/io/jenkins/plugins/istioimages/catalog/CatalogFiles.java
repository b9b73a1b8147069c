package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The files that a build leaves for a catalog. Each appears complete or not at all, {@code images.yaml} last. */
public final class CatalogFiles {
    /** The catalog. */
    public static final String YAML = "images.yaml";

    /** Its page. */
    public static final String HTML = "images.html";

    private CatalogFiles() {}

    /**
     * Writes both files, over those of an earlier build.
     *
     * @param directory is made where it is missing
     * @return the path of {@code images.yaml}
     * @throws WorkException if a file cannot be written
     */
    public static Path write(Path directory, Catalog catalog) {
        try {
            Files.createDirectories(directory);
            replace(directory.resolve(HTML), new HtmlRendering().render(catalog));
            return replace(directory.resolve(YAML), CatalogYaml.write(catalog));
        } catch (IOException e) {
            throw new WorkException("cannot write the catalog to " + directory + ": " + e, e);
        }
    }

    /**
     * A new file takes the place of the old one by a rename, after its bytes are on the disk.
     *
     * @param file in a directory that exists; one writer at a time
     * @return the file
     * @throws IOException if it cannot be written; the old file then stands
     */
    public static Path replace(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
