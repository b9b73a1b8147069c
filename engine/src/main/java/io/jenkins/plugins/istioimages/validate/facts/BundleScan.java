package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.image.binary.BinaryArchitecture;
import io.jenkins.plugins.istioimages.image.binary.BinaryHeader;
import io.jenkins.plugins.istioimages.image.binary.VersionText;
import io.jenkins.plugins.istioimages.layout.TarEntry;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads an archive with a few thousand files: what each of them is, and the texts of some. */
final class BundleScan {
    private static final int MAX_FILES = 50_000;
    private static final int MAX_TEXT = 1 << 20;
    /** Of one archive; what comes after is not kept. */
    private static final int MAX_TEXTS = 8 << 20;

    private final String version;
    private final Predicate<String> texts;
    private final SortedMap<String, BundleFile> files = new TreeMap<>();
    private final List<String> unsafe = new ArrayList<>();
    private int kept;

    private BundleScan(String version, Predicate<String> texts) {
        this.version = version;
        this.texts = texts;
    }

    /**
     * Reads an archive once.
     *
     * @param name for findings
     * @param version that programs should have in them
     * @param texts which files' content is wanted
     */
    static Bundle of(Path file, String name, String version, Predicate<String> texts) {
        BundleScan scan = new BundleScan(version, texts);
        Optional<String> damage = BundleReader.read(file, scan::visit);
        return new Bundle(name, scan.files, scan.unsafe, damage);
    }

    private void visit(TarEntry entry, InputStream content) throws IOException {
        Optional<String> path = SafePath.of(entry.path());
        if (path.isEmpty() || isEscape(path.get(), entry)) {
            if (unsafe.size() < MAX_FILES && !SafePath.isRoot(entry.path())) {
                unsafe.add(entry.path() + (entry.link().isEmpty() ? "" : " -> " + entry.link()));
            }
            return;
        }
        if (entry.type() == TarEntry.Type.FILE) {
            if (files.size() == MAX_FILES) {
                throw new IOException("it has more than " + MAX_FILES + " files");
            }
            files.put(path.get(), read(path.get(), content));
        }
    }

    private static boolean isEscape(String path, TarEntry entry) {
        return switch (entry.type()) {
            case HARDLINK -> SafePath.of(entry.link()).isEmpty();
            case SYMLINK -> SafePath.follow(path, entry.link()).isEmpty();
            case FILE, OTHER -> false;
        };
    }

    private BundleFile read(String path, InputStream content) throws IOException {
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        byte[] head = content.readNBytes(BinaryHeader.LENGTH);
        hasher.update(head);
        Optional<BinaryArchitecture> architecture = BinaryHeader.of(head);
        VersionText versions = new VersionText(version);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean wanted = architecture.isEmpty() && texts.test(path);
        byte[] buffer = head;
        int count = head.length;
        boolean first = true;
        while (count >= 0) {
            if (!first) {
                hasher.update(buffer, 0, count);
            }
            if (architecture.isPresent()) {
                versions.add(buffer, 0, count);
            } else if (wanted && text.size() <= MAX_TEXT) {
                text.write(buffer, 0, count);
            }
            buffer = first ? new byte[64 * 1024] : buffer;
            first = false;
            count = content.read(buffer);
        }
        Optional<Program> program = architecture.map(found -> new Program(found, versions.found(), versions.others()));
        return new BundleFile(path, Digest.finish(DigestAlgorithm.SHA256, hasher), program, keep(wanted, text));
    }

    private Optional<byte[]> keep(boolean wanted, ByteArrayOutputStream text) {
        if (!wanted || text.size() > MAX_TEXT || kept + text.size() > MAX_TEXTS) {
            return Optional.empty();
        }
        kept += text.size();
        return Optional.of(text.toByteArray());
    }
}
