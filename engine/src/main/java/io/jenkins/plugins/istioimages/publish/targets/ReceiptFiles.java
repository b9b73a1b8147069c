package io.jenkins.plugins.istioimages.publish.targets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.catalog.CatalogFiles;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory of receipts, one file for each target: {@code registry-ghcr.io~resf~istio.json}. Each run is merged into
 * it, and appears whole or not at all. For one writer at a time.
 */
public final class ReceiptFiles {
    /** Beside the directory of a release. */
    public static final String DIRECTORY = "receipts";

    private final Path directory;
    private final String release;

    /**
     * @param directory is made when the first receipt is written
     * @param release version of the release
     */
    public ReceiptFiles(Path directory, String release) {
        this.directory = directory;
        this.release = release;
    }

    /**
     * Writes what came of a target.
     *
     * @return the file
     * @throws InputException if what is there is no receipt
     * @throws WorkException if it cannot be written
     */
    public synchronized Path write(Receipt receipt) {
        Path file = directory.resolve(fileName(receipt.target()) + ".json");
        ObjectNode json = ReceiptJson.of(release, receipt);
        try {
            Files.createDirectories(directory);
            if (Files.exists(file)) {
                ObjectNode earlier = Json.readObject(Files.readAllBytes(file), file.toString());
                // Of another release it says nothing that matters to this one.
                json = earlier.path("release").asText().equals(release) ? ReceiptJson.merged(earlier, json) : json;
            }
            return CatalogFiles.replace(file, Json.pretty(json));
        } catch (MalformedContentException e) {
            throw new InputException(e.getMessage() + "; expected a receipt, delete it or name another directory", e);
        } catch (IOException e) {
            throw new WorkException("cannot write the receipt " + file + ": " + e, e);
        }
    }

    /** A target's name, in letters that every file system takes. */
    public static String fileName(TargetName target) {
        return target.kind() + "-" + target.place().replaceAll("[^A-Za-z0-9._-]", "~");
    }
}
