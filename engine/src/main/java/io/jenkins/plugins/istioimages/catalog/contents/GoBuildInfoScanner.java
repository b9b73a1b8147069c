package io.jenkins.plugins.istioimages.catalog.contents;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds what Go wrote into a program, while its bytes come by (Go's package debug/buildinfo: a header of 32 bytes at a
 * multiple of 16, then two texts, each behind its length). Programs of Go before 1.18 have addresses there instead: of
 * those nothing is told.
 */
public final class GoBuildInfoScanner {
    private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER = 32;
    private static final int ALIGNMENT = 16;
    private static final int FLAGS_AT = 15;
    private static final int TEXTS_INLINE = 2;
    private static final int LONGEST_VERSION = 256;
    /** Istio's largest program has 60 KB. */
    private static final int LONGEST_TEXT = 1 << 20;
    /** The letters stand in programs that read such headers, too; nothing real has many of them. */
    private static final int MOST_CANDIDATES = 32;
    /** Around the text, so that it can be found in memory. */
    private static final int SENTINEL = 16;

    private long position;
    private int matched;
    private int candidates;
    private byte[] held = new byte[0];
    private GoBuildInfo found;

    /** What was found so far. */
    public Optional<GoBuildInfo> found() {
        return Optional.ofNullable(found);
    }

    /** More bytes of the program. */
    public void add(byte[] bytes, int offset, int length) {
        if (found != null || candidates > MOST_CANDIDATES) {
            return;
        }
        if (held.length > 0) {
            held = Arrays.copyOf(held, held.length + length);
            System.arraycopy(bytes, offset, held, held.length - length, length);
            resume();
        } else {
            search(bytes, offset, offset + length);
        }
    }

    private void search(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            position++;
            matched = b == MAGIC[matched] ? matched + 1 : b == MAGIC[0] ? 1 : 0;
            if (matched == MAGIC.length) {
                matched = 0;
                if ((position - MAGIC.length) % ALIGNMENT == 0 && ++candidates <= MOST_CANDIDATES) {
                    held = new byte[MAGIC.length + to - i - 1];
                    System.arraycopy(MAGIC, 0, held, 0, MAGIC.length);
                    System.arraycopy(bytes, i + 1, held, MAGIC.length, to - i - 1);
                    resume();
                    return;
                }
            }
        }
    }

    /** The header may be whole now; if it is none, what was held back is searched. */
    private void resume() {
        Candidate candidate = new Candidate(held);
        if (candidate.state == State.WHOLE) {
            found = candidate.info;
            held = new byte[0];
        } else if (candidate.state == State.NONE) {
            byte[] rest = held;
            held = new byte[0];
            search(rest, MAGIC.length, rest.length);
        }
    }

    private enum State {
        MORE,
        WHOLE,
        NONE
    }

    /** Bytes that begin like a header. */
    private static final class Candidate {
        private final byte[] bytes;
        private int at = HEADER;
        private State state;
        private GoBuildInfo info;

        Candidate(byte[] bytes) {
            this.bytes = bytes;
            this.state = read();
        }

        private State read() {
            if (bytes.length <= FLAGS_AT) {
                return State.MORE;
            }
            if ((bytes[FLAGS_AT] & TEXTS_INLINE) == 0) {
                return State.NONE;
            }
            int version = length(LONGEST_VERSION);
            if (version < 0) {
                return lengthState(version);
            }
            if (at + version > bytes.length) {
                return State.MORE;
            }
            String goVersion = new String(bytes, at, version, StandardCharsets.UTF_8);
            if (!goVersion.startsWith("go") && !goVersion.startsWith("devel")) {
                return State.NONE;
            }
            at += version;
            int text = length(LONGEST_TEXT);
            if (text < 0) {
                return lengthState(text);
            }
            if (at + text > bytes.length) {
                return State.MORE;
            }
            info = GoBuildInfo.parse(goVersion, text(at, text));
            return State.WHOLE;
        }

        private String text(int from, int length) {
            boolean framed = length > 2 * SENTINEL && bytes[from + length - SENTINEL - 1] == '\n';
            return framed ? new String(bytes, from + SENTINEL, length - 2 * SENTINEL, StandardCharsets.UTF_8) : "";
        }

        private static State lengthState(int length) {
            return length == -1 ? State.MORE : State.NONE;
        }

        /** A varint (encoding/binary); -1 where bytes are missing, -2 where it is too large. */
        private int length(int most) {
            long value = 0;
            for (int shift = 0; shift < 35; shift += 7) {
                if (at >= bytes.length) {
                    return -1;
                }
                byte b = bytes[at++];
                value |= (long) (b & 0x7f) << shift;
                if (b >= 0) {
                    return value <= most ? (int) value : -2;
                }
            }
            return -2;
        }
    }
}
