package io.jenkins.plugins.istioimages.catalog.contents;

import io.jenkins.plugins.istioimages.image.compress.Decompressor;
import io.jenkins.plugins.istioimages.store.LimitedInput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads an RPM package (RPM's "Package format": lead, signatures, header, payload as cpio of the form newc). */
public final class RpmScan {
    private static final int LEAD = 96;
    private static final int LEAD_MAGIC = 0xedabeedb;
    private static final int HEADER_MAGIC = 0x8eade801;
    private static final int ENTRY = 16;
    private static final int MAX_ENTRIES = 1 << 16;
    private static final int MAX_STORE = 16 << 20;
    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int ARCHITECTURE = 1022;

    private static final int CPIO_HEADER = 110;
    private static final int CPIO_SIZE_AT = 54;
    private static final int CPIO_NAME_AT = 94;
    private static final int MAX_NAME = 4096;
    private static final int MAX_FILES = 100_000;

    private final InputStream in;
    private final ByteBudget budget;
    private final Marks marks;

    private RpmScan(InputStream in, ByteBudget budget, Marks marks) {
        this.in = in;
        this.budget = budget;
        this.marks = marks;
    }

    /**
     * Reads a package to its last byte.
     *
     * @param in closed by the caller
     * @param marks that programs should have in them
     * @throws IOException if it is none, or damaged
     */
    public static SystemPackage read(InputStream in, ByteBudget budget, Marks marks) throws IOException {
        RpmScan scan = new RpmScan(in, budget, marks);
        if (ByteBuffer.wrap(scan.exactly(LEAD)).getInt() != LEAD_MAGIC) {
            throw new IOException("it is no RPM package");
        }
        scan.header(true);
        Map<Integer, String> tags = scan.header(false);
        return new SystemPackage(
                tags.getOrDefault(NAME, ""),
                tags.getOrDefault(VERSION, ""),
                tags.getOrDefault(ARCHITECTURE, ""),
                scan.payload());
    }

    /** The texts of a header by tag. */
    private Map<Integer, String> header(boolean padded) throws IOException {
        ByteBuffer start = ByteBuffer.wrap(exactly(ENTRY));
        int entries = start.getInt(8);
        int size = start.getInt(12);
        if (start.getInt(0) != HEADER_MAGIC || entries < 0 || entries > MAX_ENTRIES || size < 0 || size > MAX_STORE) {
            throw new IOException("its header is damaged");
        }
        ByteBuffer index = ByteBuffer.wrap(exactly(entries * ENTRY));
        byte[] store = exactly(size);
        if (padded) {
            exactly((8 - size % 8) % 8);
        }
        Map<Integer, String> tags = new HashMap<>();
        for (int i = 0; i < entries; i++) {
            int tag = index.getInt(i * ENTRY);
            int offset = index.getInt(i * ENTRY + 8);
            if (tag == NAME || tag == VERSION || tag == ARCHITECTURE) {
                tags.put(tag, text(store, offset));
            }
        }
        return tags;
    }

    private SortedMap<String, ProgramFile> payload() throws IOException {
        SortedMap<String, ProgramFile> programs = new TreeMap<>();
        InputStream cpio = budget.of(Decompressor.open(new BufferedInputStream(in)));
        for (int files = 0; files < MAX_FILES; files++) {
            byte[] header = exactly(cpio, CPIO_HEADER);
            if (!new String(header, 0, 5, StandardCharsets.ISO_8859_1).equals("07070")) {
                throw new IOException("its payload is no cpio archive that is read here");
            }
            long size = number(header, CPIO_SIZE_AT);
            int nameLength = (int) Math.min(number(header, CPIO_NAME_AT), MAX_NAME);
            String name = text(exactly(cpio, nameLength), 0);
            exactly(cpio, padding(CPIO_HEADER + nameLength));
            if (name.equals("TRAILER!!!")) {
                cpio.transferTo(OutputStream.nullOutputStream());
                return programs;
            }
            InputStream content = LimitedInput.ofShared(cpio, size);
            ProgramReader.read(content, marks).ifPresent(program -> programs.put(LayerScan.normalized(name), program));
            content.transferTo(OutputStream.nullOutputStream());
            exactly(cpio, padding(size));
        }
        throw new IOException("it has more than " + MAX_FILES + " files");
    }

    private byte[] exactly(int count) throws IOException {
        return exactly(in, count);
    }

    private static byte[] exactly(InputStream from, int count) throws IOException {
        byte[] bytes = from.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("it ends too early");
        }
        return bytes;
    }

    private static int padding(long size) {
        return (int) ((4 - size % 4) % 4);
    }

    private static long number(byte[] header, int at) throws IOException {
        String digits = new String(header, at, 8, StandardCharsets.ISO_8859_1);
        if (!digits.matches("[0-9a-fA-F]{8}")) {
            throw new IOException("its payload has the number '" + digits + "'");
        }
        return Long.parseLong(digits, 16);
    }

    private static String text(byte[] store, int from) throws IOException {
        if (from < 0 || from > store.length) {
            throw new IOException("its header is damaged");
        }
        int end = from;
        while (end < store.length && store[end] != 0) {
            end++;
        }
        return new String(store, from, end - from, StandardCharsets.UTF_8);
    }
}
