package io.jenkins.plugins.istioimages.image.wasm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a module with their offset: every read is checked against what is left. */
final class ModuleBytes {
    private static final int BUFFER = 64 * 1024;
    private static final int LEB_BITS = 7;
    /** A 32-bit number takes at most five groups of seven bits; four are used of the last. */
    private static final int LAST_SHIFT = 28;

    private static final int LAST_GROUP_MAX = 0x0f;

    private final InputStream in;
    private final long length;
    private final String name;
    private long offset;

    ModuleBytes(InputStream in, long length, String name) {
        this.in = new BufferedInputStream(in, BUFFER);
        this.length = length;
        this.name = name;
    }

    long offset() {
        return offset;
    }

    long left() {
        return length - offset;
    }

    int next(String what) throws IOException {
        int value = left() > 0 ? in.read() : -1;
        if (value < 0) {
            throw wrong(offset, "the module ends where " + what + " is expected");
        }
        offset++;
        return value;
    }

    /** An unsigned 32-bit number in LEB128 (WebAssembly core specification, binary/values). */
    long number(String what) throws IOException {
        long start = offset;
        long value = 0;
        for (int shift = 0; shift <= LAST_SHIFT; shift += LEB_BITS) {
            int group = next(what);
            if (shift == LAST_SHIFT && group > LAST_GROUP_MAX) {
                throw wrong(start, what + " is no unsigned 32-bit number");
            }
            value |= (long) (group & 0x7f) << shift;
            if (group < 0x80) {
                return value;
            }
        }
        throw wrong(start, what + " is no unsigned 32-bit number");
    }

    byte[] bytes(int count, String what) throws IOException {
        byte[] read = new byte[count];
        for (int i = 0; i < count; i++) {
            read[i] = (byte) next(what);
        }
        return read;
    }

    void skip(long count, String what) throws IOException {
        long skipped = 0;
        while (skipped < count) {
            long step = in.skip(count - skipped);
            if (step <= 0) {
                next(what);
                skipped++;
            } else {
                skipped += step;
                offset += step;
            }
        }
    }

    WasmModuleException wrong(long at, String message) {
        return new WasmModuleException(name, at, message);
    }
}
