package io.jenkins.plugins.istioimages.layout;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a tar archive from its first byte to its last: ustar, GNU long names and pax headers. It buffers nothing but
 * headers, and those only up to a limit, so that a hostile archive cannot fill the memory; commons-compress reads long
 * names and pax headers of any size.
 */
public final class TarReader {
    /** Far more than any path and its attributes need. */
    private static final int MAX_EXTENSION = 1024 * 1024;

    private final InputStream in;
    private long position;
    private long contentEnd;
    private long padding;

    /** @param in the archive, uncompressed; the caller closes it */
    public TarReader(InputStream in) {
        this.in = in;
    }

    /** The next entry; what was not read of the one before is skipped. */
    public Optional<TarEntry> next() throws IOException {
        Map<String, String> extended = new HashMap<>();
        while (true) {
            skip(contentEnd - position + padding);
            padding = 0;
            contentEnd = position;
            byte[] block = new byte[TarHeader.BLOCK];
            int count = in.readNBytes(block, 0, block.length);
            if (count == 0 || count == block.length && TarHeader.isEnd(block)) {
                return end(count);
            }
            if (count < block.length) {
                throw new EOFException("it ends in the middle of a header");
            }
            position += block.length;
            TarHeader header = TarHeader.parse(block);
            if (!readExtension(header, extended)) {
                return Optional.of(begin(header, extended));
            }
        }
    }

    /** The content of the entry that {@link #next} returned last; good until the next call. */
    public InputStream content() {
        return new Content();
    }

    private Optional<TarEntry> end(int count) throws IOException {
        if (count == 0 && position == 0) {
            throw new EOFException("it is empty");
        }
        return Optional.empty();
    }

    private TarEntry begin(TarHeader header, Map<String, String> extended) throws IOException {
        String path = extended.getOrDefault("path", header.path());
        long size = header.size();
        if (extended.containsKey("size")) {
            size = size(extended.get("size"), path);
        }
        TarEntry.Type type = extended.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse"))
                ? TarEntry.Type.OTHER
                : type(header, path);
        if (type == TarEntry.Type.SYMLINK || type == TarEntry.Type.HARDLINK) {
            // Their headers may tell the size of what they point to; no content follows.
            size = 0;
        }
        expect(size);
        return new TarEntry(path, type, extended.getOrDefault("linkpath", header.link()), size, position);
    }

    private boolean readExtension(TarHeader header, Map<String, String> extended) throws IOException {
        switch (header.type()) {
            case 'L' -> extended.put("path", longText(header));
            case 'K' -> extended.put("linkpath", longText(header));
            case 'x', 'X' -> PaxRecords.parse(extension(header), extended);
            case 'g' -> extension(header);
            default -> {
                return false;
            }
        }
        return true;
    }

    private String longText(TarHeader header) throws IOException {
        String text = new String(extension(header), StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private byte[] extension(TarHeader header) throws IOException {
        if (header.size() > MAX_EXTENSION) {
            throw new IOException("the extended header of an entry has " + header.size() + " bytes, at most "
                    + MAX_EXTENSION + " are allowed");
        }
        expect(header.size());
        return new Content().readAllBytes();
    }

    private void expect(long size) throws IOException {
        if (size > Long.MAX_VALUE - TarHeader.BLOCK - position) {
            throw new IOException("an entry is larger than any file");
        }
        contentEnd = position + size;
        padding = (TarHeader.BLOCK - size % TarHeader.BLOCK) % TarHeader.BLOCK;
    }

    private void skip(long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException e) {
            throw new EOFException("it ends in the middle of an entry");
        }
        position += count;
    }

    private static TarEntry.Type type(TarHeader header, String path) {
        return switch (header.type()) {
            case '0', '\0', '7' -> path.endsWith("/") ? TarEntry.Type.OTHER : TarEntry.Type.FILE;
            case '1' -> TarEntry.Type.HARDLINK;
            case '2' -> TarEntry.Type.SYMLINK;
            default -> TarEntry.Type.OTHER;
        };
    }

    private static long size(String digits, String path) throws IOException {
        try {
            long size = Long.parseLong(digits);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IOException("it is damaged: the entry '" + path + "' has the size '" + digits + "'");
    }

    private final class Content extends InputStream {
        private final long end = contentEnd;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int count = read(one, 0, 1);
            return count < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (position >= end) {
                return -1;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new ClosedByInterruptException();
            }
            int count = in.read(buffer, offset, (int) Math.min(length, end - position));
            if (count < 0) {
                throw new EOFException("it ends in the middle of an entry");
            }
            position += count;
            return count;
        }
    }
}
