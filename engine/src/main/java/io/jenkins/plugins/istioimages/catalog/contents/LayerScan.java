package io.jenkins.plugins.istioimages.catalog.contents;

import io.jenkins.plugins.istioimages.layout.TarEntry;
import io.jenkins.plugins.istioimages.layout.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a layer once, from its first byte to its last. */
public final class LayerScan {
    private static final int MOST_PROGRAMS = 50_000;
    private static final int MOST_ENTRIES = 1_000_000;
    private static final int MAX_RELEASE = 64 * 1024;
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    private final Marks marks;
    private final Optional<FileSums> sums;
    private final SortedMap<String, ProgramFile> programs = new TreeMap<>();
    private final SortedMap<String, List<InstalledPackage>> packages = new TreeMap<>();
    private Optional<String> distribution = Optional.empty();
    private final Set<String> removed = new HashSet<>();
    private final Set<String> emptied = new HashSet<>();

    private LayerScan(Marks marks, Optional<FileSums> sums) {
        this.marks = marks;
        this.sums = sums;
    }

    /**
     * Reads a layer.
     *
     * @param tar uncompressed; read to the end of the archive, the caller reads what may follow and closes it
     * @param marks that programs are searched for
     * @throws IOException if it is no tar, or holds more than any image does
     */
    public static LayerContents of(InputStream tar, Marks marks) throws IOException {
        return of(tar, marks, Optional.empty());
    }

    /** The same, and hashes every file. */
    static LayerContents of(InputStream tar, Marks marks, FileSums sums) throws IOException {
        return of(tar, marks, Optional.of(sums));
    }

    private static LayerContents of(InputStream tar, Marks marks, Optional<FileSums> sums) throws IOException {
        LayerScan scan = new LayerScan(marks, sums);
        TarReader reader = new TarReader(tar);
        int entries = 0;
        for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            if (++entries > MOST_ENTRIES) {
                throw new IOException("the layer has more than " + MOST_ENTRIES + " entries");
            }
            scan.visit(entry.get(), reader.content());
        }
        return new LayerContents(scan.programs, scan.packages, scan.distribution, scan.removed, scan.emptied);
    }

    private void visit(TarEntry entry, InputStream content) throws IOException {
        String path = normalized(entry.path());
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        String directory = slash < 0 ? "" : path.substring(0, slash);
        if (name.equals(OPAQUE)) {
            emptied.add(directory);
        } else if (name.startsWith(WHITEOUT)) {
            removed.add((directory.isEmpty() ? "" : directory + "/") + name.substring(WHITEOUT.length()));
        } else if (entry.type() == TarEntry.Type.FILE) {
            if (sums.isPresent()) {
                sums.get().hash(path, content, hashed -> read(path, hashed));
            } else {
                read(path, content);
            }
        }
    }

    private void read(String path, InputStream content) throws IOException {
        Optional<PackageDatabase> database = PackageDatabase.of(path);
        if (database.isPresent()) {
            packages.put(path, database.get().read(content));
            return;
        }
        if (path.equals("etc/os-release") || path.equals("usr/lib/os-release")) {
            distribution = distribution(new String(content.readNBytes(MAX_RELEASE), StandardCharsets.UTF_8));
            return;
        }
        Optional<ProgramFile> program = ProgramReader.read(content, marks);
        if (program.isPresent()) {
            if (programs.size() == MOST_PROGRAMS) {
                throw new IOException("the layer has more than " + MOST_PROGRAMS + " programs");
            }
            programs.put(path, program.get());
        }
    }

    /** The line {@code ID=} (os-release(5)). */
    private static Optional<String> distribution(String release) {
        return release.lines()
                .filter(line -> line.matches("ID=[\"']?[a-z0-9._-]+[\"']?"))
                .map(line -> line.substring("ID=".length()).replaceAll("[\"']", ""))
                .findFirst();
    }

    /** Names in a map, and never paths on this machine: what leads upwards ends at the root, as in a container. */
    public static String normalized(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}
