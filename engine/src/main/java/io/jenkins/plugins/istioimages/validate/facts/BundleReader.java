package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.catalog.contents.ByteBudget;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.image.compress.Decompressor;
import io.jenkins.plugins.istioimages.layout.TarEntry;
import io.jenkins.plugins.istioimages.layout.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Goes through an archive, a tar in any compression that is read here or a zip, told by its content. */
final class BundleReader {
    /** Looks at one entry. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param entry as it stands in the archive
         * @param content good until this method returns
         */
        void visit(TarEntry entry, InputStream content) throws IOException;
    }

    private static final int MAX_ENTRIES = 1_000_000;
    private static final int BUFFER = 64 * 1024;

    private BundleReader() {}

    /**
     * Reads an archive to its last byte.
     *
     * @return what is wrong with it, if anything
     * @throws CancelledException if the thread is interrupted
     */
    static Optional<String> read(Path file, Visitor visitor) {
        try {
            long size = Files.size(file);
            if (ZipEnd.isZip(file)) {
                zip(file, ByteBudget.ofFile(size), visitor);
            } else {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
                    tar(in, ByteBudget.ofFile(size), visitor);
                }
            }
            return Optional.empty();
        } catch (ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("cancelled while " + file + " was read", e);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of("is damaged: " + reason(e));
        }
    }

    /** Reads a tar, compressed or not, to its last byte. */
    static void tar(InputStream in, ByteBudget budget, Visitor visitor) throws IOException {
        InputStream plain = budget.of(Decompressor.open(in));
        TarReader tar = new TarReader(plain);
        int entries = 0;
        for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
            count(++entries);
            visitor.visit(entry.get(), tar.content());
        }
        // The checksum of a compressed stream stands at its very end.
        plain.transferTo(OutputStream.nullOutputStream());
    }

    private static void zip(Path file, ByteBudget budget, Visitor visitor) throws IOException {
        ZipEnd.check(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            int entries = 0;
            for (var all = zip.entries(); all.hasMoreElements(); ) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new ClosedByInterruptException();
                }
                count(++entries);
                ZipEntry entry = all.nextElement();
                TarEntry.Type type = entry.isDirectory() ? TarEntry.Type.OTHER : TarEntry.Type.FILE;
                try (InputStream content = budget.of(zip.getInputStream(entry))) {
                    visitor.visit(new TarEntry(entry.getName(), type, "", Math.max(0, entry.getSize()), 0), content);
                    content.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
    }

    private static void count(int entries) throws IOException {
        if (entries > MAX_ENTRIES) {
            throw new IOException("it has more than " + MAX_ENTRIES + " entries");
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
