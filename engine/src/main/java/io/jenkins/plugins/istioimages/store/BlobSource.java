package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A blob that can be read as often as an upload must be tried. */
public interface BlobSource {
    /** Digest and size of the bytes. */
    Descriptor descriptor();

    /** A fresh stream from the first byte. */
    InputStream open() throws IOException;

    /** The file that holds exactly these bytes, where there is one: a store may link or map it. */
    default Optional<Path> file() {
        return Optional.empty();
    }

    /** Repositories that are known to hold the blob: where they are on the same registry it can be mounted. */
    default List<Repository> knownIn() {
        return List.of();
    }

    /** Bytes in memory: configs and small artifacts. */
    static BlobSource ofBytes(String mediaType, byte[] content) {
        byte[] copy = content.clone();
        Descriptor descriptor = Descriptor.of(mediaType, copy);
        return new BlobSource() {
            @Override
            public Descriptor descriptor() {
                return descriptor;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(copy);
            }
        };
    }

    /** A file whose digest is known. */
    static BlobSource ofFile(Descriptor descriptor, Path file) {
        return new BlobSource() {
            @Override
            public Descriptor descriptor() {
                return descriptor;
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public Optional<Path> file() {
                return Optional.of(file);
            }
        };
    }

    /** A blob of another store; its repository is a place to mount from. */
    static BlobSource ofStore(ImageStore store, Repository repository, Descriptor descriptor) {
        return new BlobSource() {
            @Override
            public Descriptor descriptor() {
                return descriptor;
            }

            @Override
            public InputStream open() {
                return store.openBlob(repository, descriptor);
            }

            @Override
            public List<Repository> knownIn() {
                return List.of(repository);
            }
        };
    }
}
