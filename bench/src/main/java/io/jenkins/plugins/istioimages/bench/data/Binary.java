package io.jenkins.plugins.istioimages.bench.data;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An executable that never runs: an ELF header, then something that compresses as machine code does. Idioms come from a
 * small vocabulary in which few are frequent, with operands between them, and near stretches are repeated, as
 * prologues, tables and strings are. What is left of it: igzip -1 0.45, zlib -1 0.43, zlib -6 0.40, zstd -1 0.45,
 * zstd -3 0.38; of the go command, for comparison: 0.44, 0.43, 0.39, 0.43, 0.39.
 */
final class Binary extends InputStream {
    static final int HEADER = 64;
    private static final int BLOCK = 64 * 1024;
    private static final int WORDS = 4096;
    /** Of 256 idioms, how many are repeated stretches. */
    private static final int REPEATS = 60;
    /** Bytes of operands of one idiom in sixteen. */
    private static final int[] OPERANDS = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 8};
    /** The vocabulary is the same for all, as an instruction set is. */
    private static final byte[][] VOCABULARY = vocabulary();

    private final Noise noise;
    private final byte[] block = new byte[BLOCK];
    private int at;
    private int end;
    private long left;

    /**
     * @param seed two binaries with the same seed begin with the same bytes
     * @param size in bytes, at least {@value #HEADER}
     * @param machine the ELF machine of its header
     */
    Binary(long seed, long size, Machine machine) {
        if (size < HEADER) {
            throw new IllegalArgumentException("a binary has at least " + HEADER + " bytes");
        }
        this.noise = new Noise(seed);
        this.left = size - HEADER;
        System.arraycopy(header(machine), 0, block, 0, HEADER);
        this.end = HEADER;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (at == end && !fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(block, at, target, offset, count);
        at += count;
        return count;
    }

    private boolean fill() {
        if (left == 0) {
            return false;
        }
        end = (int) Math.min(BLOCK, left);
        left -= end;
        at = 0;
        int position = 0;
        while (position < end) {
            position += idiom(position);
        }
        return true;
    }

    /** Writes one idiom with its operands, or repeats a stretch; returns how many bytes it took. */
    private int idiom(int position) {
        long dice = noise.next();
        if ((dice & 0xff) < REPEATS && position > 1024) {
            // Distances are spread evenly over the powers of two within the window of deflate.
            int reach = 32 << (int) (dice >>> 8 & 0xff) % 11;
            int distance = Math.min(reach + (int) (dice >>> 16 & reach - 1), position);
            return repeat(position, distance, 10 + (int) (dice >>> 48) % 40);
        }
        double u = (dice >>> 40) / (double) (1L << 24);
        byte[] word = VOCABULARY[(int) (u * u * u * u * u * WORDS)];
        int count = Math.min(word.length, end - position);
        System.arraycopy(word, 0, block, position, count);
        return count + operands(position + count, OPERANDS[(int) (dice >>> 4 & 0xf)]);
    }

    /** Operands are small numbers more often than large ones. */
    private int operands(int position, int wanted) {
        int count = Math.min(wanted, end - position);
        long dice = noise.next();
        for (int i = 0; i < count; i++) {
            block[position + i] = (byte) ((dice & 0xff) * (dice >>> 8 & 0xff) >>> 8);
            dice = Long.rotateRight(dice, 7);
        }
        return count;
    }

    private int repeat(int position, int distance, int length) {
        int count = Math.min(length, end - position);
        for (int i = 0; i < count; i++) {
            block[position + i] = block[position + i - distance];
        }
        return count;
    }

    private static byte[][] vocabulary() {
        Noise noise = new Noise(0x1571);
        byte[][] words = new byte[WORDS][];
        for (int i = 0; i < WORDS; i++) {
            words[i] = new byte[3 + noise.below(6)];
            for (int j = 0; j < words[i].length; j++) {
                words[i][j] = (byte) noise.next();
            }
        }
        return words;
    }

    /** The first 64 bytes of a 64-bit little-endian executable (ELF-64, "ELF Header") without sections. */
    private static byte[] header(Machine machine) {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).position(16);
        header.putShort((short) 2).putShort((short) machine.elf()).putInt(1);
        header.position(52);
        header.putShort((short) HEADER);
        return header.array();
    }
}
