package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one pass over an archive leaves: where its files stand, the links between them, and the content of the small
 * JSON files. Paths are keys of a map; nothing is written and no link is followed but inside the map.
 */
final class ArchiveIndex {
    private static final int MAX_ENTRIES = 200_000;
    private static final int MAX_LINKS = 8;
    /** All metadata of one archive together; more than that is read again when it is asked for. */
    private static final int MAX_METADATA = 48 * 1024 * 1024;

    private final ArchiveFile file;
    private final Map<String, TarEntry> entries = new HashMap<>();
    private final Map<String, byte[]> metadata = new HashMap<>();
    private final Map<String, Compression> compressions = new HashMap<>();
    private final UnpackedTar unpacked;
    private long metadataSize;
    private long length;

    private ArchiveIndex(ArchiveFile file) {
        this.file = file;
        this.unpacked = new UnpackedTar(file, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Reads an archive once, from its first byte to its last. */
    static ArchiveIndex read(ArchiveFile file, ArchiveVisitor visitor) throws IOException, InterruptedException {
        ArchiveIndex index = new ArchiveIndex(file);
        try (InputStream in = file.open()) {
            TarReader tar = new TarReader(in);
            for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                index.add(entry.get(), tar, visitor);
            }
            if (!file.isSeekable()) {
                // The checksum stands at the very end.
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return index;
    }

    ArchiveFile file() {
        return file;
    }

    /** A small JSON file; empty where there is none under this path, or it is no JSON or too large. */
    Optional<byte[]> metadata(String path) {
        return find(path).map(entry -> metadata.get(key(entry)));
    }

    /** A file that is no metadata, links followed. */
    Optional<ArchiveBlob> blob(String path) {
        return find(path)
                .map(entry -> new ArchiveBlob(
                        key(entry), entry.size(), compressions.getOrDefault(key(entry), Compression.NONE)));
    }

    /**
     * The entry of a file, links followed inside the archive.
     *
     * @throws StoreException if a link leads out of it or in a circle
     */
    Optional<TarEntry> find(String path) {
        Optional<String> at = ArchivePath.normalize(path);
        for (int i = 0; i < MAX_LINKS && at.isPresent(); i++) {
            TarEntry entry = entries.get(at.get());
            if (entry == null || entry.type() == TarEntry.Type.FILE) {
                return Optional.ofNullable(entry);
            }
            at = target(at.get(), entry);
        }
        if (ArchivePath.normalize(path).isEmpty()) {
            return Optional.empty();
        }
        throw new StoreException("'" + path + "' in " + file.path() + " is a link that leads out of the archive, in a"
                + " circle, or to no file");
    }

    /** The content of a file: what is in memory, a slice, or what comes by in another pass over a compressed archive. */
    InputStream open(String path) throws IOException {
        TarEntry entry = find(path).orElseThrow(() -> new IOException("it has no file '" + path + "'"));
        byte[] known = metadata.get(key(entry));
        if (known != null) {
            return new ByteArrayInputStream(known);
        }
        if (file.isSeekable()) {
            return file.open(entry.offset(), entry.size());
        }
        Optional<InputStream> slice = unpacked.open(entry.offset(), entry.size(), length);
        return slice.isPresent() ? slice.get() : reopen(entry);
    }

    /** Gives temporary disk space back. */
    void close() throws IOException {
        unpacked.close();
    }

    /** A file of the archive as a blob. */
    BlobSource source(Descriptor descriptor, String path) {
        return new BlobSource() {
            @Override
            public Descriptor descriptor() {
                return descriptor;
            }

            @Override
            public InputStream open() throws IOException {
                return ArchiveIndex.this.open(path);
            }
        };
    }

    private InputStream reopen(TarEntry wanted) throws IOException {
        InputStream in = file.open();
        try {
            TarReader tar = new TarReader(in);
            for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                if (entry.get().equals(wanted)) {
                    return new FilterInputStream(tar.content()) {
                        @Override
                        public void close() throws IOException {
                            in.close();
                        }
                    };
                }
            }
        } catch (IOException e) {
            in.close();
            throw e;
        }
        in.close();
        throw new IOException("it has changed while it was read: '" + wanted.path() + "' is gone");
    }

    private void add(TarEntry entry, TarReader tar, ArchiveVisitor visitor) throws IOException, InterruptedException {
        Optional<String> path = ArchivePath.normalize(entry.path());
        if (path.isEmpty() || entry.type() == TarEntry.Type.OTHER) {
            // Nothing in an archive can refer to it.
            return;
        }
        if (entries.size() >= MAX_ENTRIES) {
            throw new IOException("it has more than " + MAX_ENTRIES + " entries");
        }
        entries.put(path.get(), entry);
        length = entry.offset() + entry.size();
        // A later entry of the same name replaces an earlier one, as it would when unpacked.
        forget(path.get());
        if (entry.type() == TarEntry.Type.FILE) {
            readFile(path.get(), entry, tar, visitor);
        }
    }

    private void readFile(String path, TarEntry entry, TarReader tar, ArchiveVisitor visitor)
            throws IOException, InterruptedException {
        BufferedInputStream content = new BufferedInputStream(tar.content(), 64 * 1024);
        content.mark(TarHeader.BLOCK);
        byte[] start = new byte[TarHeader.BLOCK];
        int length = content.readNBytes(start, 0, start.length);
        content.reset();
        if (isMetadata(entry, start, length)) {
            metadata.put(path, content.readAllBytes());
            metadataSize += entry.size();
            return;
        }
        Compression compression = Compression.of(start, length);
        compressions.put(path, compression);
        visitor.visit(new ArchiveBlob(path, entry.size(), compression), content);
    }

    private boolean isMetadata(TarEntry entry, byte[] start, int length) {
        return entry.size() <= ManifestContent.MAX_SIZE
                && metadataSize + entry.size() <= MAX_METADATA
                && length > 0
                && isJsonStart(start, length)
                && !TarHeader.looksLikeOne(start, length);
    }

    private static boolean isJsonStart(byte[] start, int length) {
        int i = 0;
        while (i < length && (start[i] == ' ' || start[i] == '\n' || start[i] == '\r' || start[i] == '\t')) {
            i++;
        }
        return i < length && (start[i] == '{' || start[i] == '[');
    }

    private void forget(String path) {
        byte[] old = metadata.remove(path);
        metadataSize -= old == null ? 0 : old.length;
        compressions.remove(path);
    }

    private static Optional<String> target(String path, TarEntry link) {
        return link.type() == TarEntry.Type.SYMLINK
                ? ArchivePath.follow(path, link.link())
                : ArchivePath.normalize(link.link());
    }

    private static String key(TarEntry entry) {
        return ArchivePath.normalize(entry.path()).orElseThrow();
    }
}
