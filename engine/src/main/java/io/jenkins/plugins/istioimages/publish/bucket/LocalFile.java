package io.jenkins.plugins.istioimages.publish.bucket;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.storage.Checksums;
import io.jenkins.plugins.istioimages.publish.storage.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that shall be in a bucket.
 *
 * @param name its key, relative to where it goes
 * @param size in bytes
 * @param sha256 in hex
 */
record LocalFile(String name, Path file, long size, String sha256) {
    /**
     * Reads all of a file.
     *
     * @throws InputException if it cannot be read
     */
    static LocalFile read(String name, Path file) {
        try {
            return new LocalFile(name, file, Files.size(file), Checksums.sha256(Files.newInputStream(file)));
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What should be there, as an item says it. */
    String asked() {
        return text(sha256, size);
    }

    static String text(String sha256, long size) {
        return "sha256:" + sha256 + " (" + size + " bytes)";
    }

    Upload upload() {
        return Upload.of(file, size, sha256, ContentTypes.of(name));
    }
}
