package io.jenkins.plugins.istioimages.catalog.contents;

import io.jenkins.plugins.istioimages.image.compress.Decompressor;
import io.jenkins.plugins.istioimages.layout.TarEntry;
import io.jenkins.plugins.istioimages.layout.TarReader;
import io.jenkins.plugins.istioimages.store.LimitedInput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a Debian package (deb(5)): an ar archive (ar(5)) with two tars, the control data and the files. */
public final class DebScan {
    private static final String MAGIC = "!<arch>\n";
    private static final int HEADER = 60;
    private static final int SIZE_AT = 48;
    private static final int SIZE_LENGTH = 10;
    private static final int MAX_CONTROL = 1 << 20;

    private final Marks marks;
    private final ByteBudget budget;
    private Optional<Map<String, String>> control = Optional.empty();
    private Optional<SortedMap<String, ProgramFile>> programs = Optional.empty();

    private DebScan(Marks marks, ByteBudget budget) {
        this.marks = marks;
        this.budget = budget;
    }

    /**
     * Reads a package to its last byte.
     *
     * @param in closed by the caller
     * @param marks that programs should have in them
     * @throws IOException if it is none, or damaged
     */
    public static SystemPackage read(InputStream in, ByteBudget budget, Marks marks) throws IOException {
        DebScan scan = new DebScan(marks, budget);
        if (!new String(in.readNBytes(MAGIC.length()), StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            throw new IOException("it is no Debian package");
        }
        while (scan.member(in)) {
            // All is done there.
        }
        Map<String, String> control = scan.control.orElseThrow(() -> new IOException("it has no control file"));
        return new SystemPackage(
                control.getOrDefault("Package", ""),
                control.getOrDefault("Version", ""),
                control.getOrDefault("Architecture", ""),
                scan.programs.orElseThrow(() -> new IOException("it has no data.tar")));
    }

    private boolean member(InputStream in) throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length == 0) {
            return false;
        }
        if (header.length < HEADER || header[HEADER - 2] != '`' || header[HEADER - 1] != '\n') {
            throw new EOFException("it ends in the middle of a member");
        }
        String name = text(header, 0, 16).replaceFirst("/$", "");
        long size = size(text(header, SIZE_AT, SIZE_LENGTH));
        InputStream content = LimitedInput.ofShared(in, size);
        if (name.startsWith("control.tar")) {
            control = readControl(tar(content));
        } else if (name.startsWith("data.tar")) {
            InputStream tar = tar(content);
            programs = Optional.of(LayerScan.of(tar, marks).programs());
            tar.transferTo(OutputStream.nullOutputStream());
        }
        content.transferTo(OutputStream.nullOutputStream());
        in.skipNBytes(size % 2);
        return true;
    }

    private InputStream tar(InputStream content) throws IOException {
        return budget.of(Decompressor.open(new BufferedInputStream(content)));
    }

    private static Optional<Map<String, String>> readControl(InputStream tar) throws IOException {
        TarReader reader = new TarReader(tar);
        Optional<Map<String, String>> fields = Optional.empty();
        for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            if (LayerScan.normalized(entry.get().path()).equals("control")) {
                fields = Optional.of(fields(reader.content().readNBytes(MAX_CONTROL)));
            }
        }
        tar.transferTo(OutputStream.nullOutputStream());
        return fields;
    }

    /** Of the first paragraph; folded lines are let be (Debian policy 5.1). */
    private static Map<String, String> fields(byte[] control) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : new String(control, StandardCharsets.UTF_8).lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.charAt(0) != ' ' && line.charAt(0) != '\t') {
                fields.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private static String text(byte[] header, int from, int length) {
        return new String(header, from, length, StandardCharsets.ISO_8859_1).strip();
    }

    private static long size(String digits) throws IOException {
        if (!digits.matches("[0-9]+")) {
            throw new IOException("a member has the size '" + digits + "'");
        }
        return Long.parseLong(digits);
    }
}
