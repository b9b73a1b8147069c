package io.jenkins.plugins.istioimages.layout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The directory of a layout: its marker file, {@code index.json} and what writers need beside them. A reader creates
 * nothing and takes no lock, since every file appears by a rename; a writer works under the lock.
 */
final class LayoutDirectory implements AutoCloseable {
    private static final String MARKER = "oci-layout";
    private static final String INDEX = "index.json";
    private static final String BLOBS = "blobs";
    /** What is ours and not of the image layout: the lock and half-written files. */
    private static final String PRIVATE = ".istio-images";

    private static final int MAX_MARKER = 64 * 1024;
    /** An entry takes some 300 bytes, so this is room for a hundred thousand of them. */
    private static final int MAX_INDEX = 32 * 1024 * 1024;

    private final Path root;
    private final LayoutLock lock;
    private Ingest ingest;

    private LayoutDirectory(Path root) {
        this.root = root;
        this.lock = new LayoutLock(root.resolve(PRIVATE).resolve("lock"));
    }

    /** @throws InputException if the directory holds no layout */
    static LayoutDirectory open(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new InputException("'" + directory + "' is not a directory: expected one that holds an OCI layout");
        }
        checkMarker(directory.resolve(MARKER));
        return new LayoutDirectory(directory.toRealPath());
    }

    /** @throws InputException if the directory holds something else than a layout, whole or half-made */
    static LayoutDirectory openOrCreate(Path directory) throws IOException, InterruptedException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new InputException("'" + directory + "' is a file: expected a directory for an OCI layout");
        }
        if (!Files.exists(directory.resolve(MARKER))) {
            checkHoldsNothingElse(directory);
            Files.createDirectories(directory.resolve(PRIVATE));
            LayoutDirectory created = new LayoutDirectory(directory.toRealPath());
            created.initialize();
            return created;
        }
        return open(directory);
    }

    Path root() {
        return root;
    }

    Path blobs() {
        return root.resolve(BLOBS);
    }

    LayoutIndex index() throws IOException {
        Path file = root.resolve(INDEX);
        try {
            return LayoutIndex.parse(LayoutFiles.read(file, MAX_INDEX), file.toString());
        } catch (NoSuchFileException e) {
            return LayoutIndex.empty();
        }
    }

    /**
     * Changes {@code index.json}: nobody else does between reading and writing it.
     *
     * @param before done under the lock when there is something to write, before it is seen
     */
    void update(UnaryOperator<LayoutIndex> change, LayoutFiles.Action before) throws IOException, InterruptedException {
        Path temporary = newFile();
        lock.run(() -> {
            LayoutIndex now = index();
            LayoutIndex next = change.apply(now);
            if (next != now) {
                before.run();
                LayoutBlobs.replace(root.resolve(INDEX), next.bytes(), temporary);
            }
        });
    }

    /** A name for a half-written file on the layout's own file system. */
    synchronized Path newFile() throws IOException, InterruptedException {
        if (ingest == null) {
            Files.createDirectories(root.resolve(PRIVATE));
            lock.run(() -> ingest = Ingest.begin(root.resolve(PRIVATE).resolve("ingest")));
        }
        return ingest.newFile();
    }

    @Override
    public synchronized void close() {
        try {
            if (ingest != null) {
                ingest.close();
            }
        } catch (IOException e) {
            // The next writer removes what stays.
        } finally {
            ingest = null;
        }
    }

    private void initialize() throws IOException, InterruptedException {
        Files.createDirectories(blobs().resolve("sha256"));
        Path index = newFile();
        Path marker = newFile();
        lock.run(() -> {
            if (!Files.exists(root.resolve(INDEX))) {
                LayoutBlobs.replace(root.resolve(INDEX), LayoutIndex.empty().bytes(), index);
            }
            if (!Files.exists(root.resolve(MARKER))) {
                // Last: with the marker the layout is whole.
                byte[] content = Json.canonical(Json.object().put("imageLayoutVersion", "1.0.0"));
                LayoutBlobs.replace(root.resolve(MARKER), content, marker);
            }
        });
    }

    private static void checkMarker(Path marker) throws IOException {
        byte[] content;
        try {
            content = LayoutFiles.read(marker, MAX_MARKER);
        } catch (NoSuchFileException e) {
            throw new InputException("'" + marker.getParent() + "' holds no OCI layout: it has no file " + MARKER, e);
        }
        ObjectNode json = Json.readObject(content, marker.toString());
        String version = json.path("imageLayoutVersion").asText("");
        if (!version.startsWith("1.")) {
            throw new InputException(
                    new String(content, StandardCharsets.UTF_8).isBlank()
                            ? marker + " is empty"
                            : marker + " says imageLayoutVersion '" + version + "', expected 1.0.0");
        }
    }

    private static void checkHoldsNothingElse(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Set<String> expected = Set.of(PRIVATE, INDEX, BLOBS);
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !expected.contains(name))
                    .sorted()
                    .findFirst()
                    .ifPresent(name -> {
                        throw new InputException("'" + directory + "' holds no OCI layout but other files, like '"
                                + name + "': expected a layout or an empty directory");
                    });
        }
    }
}
