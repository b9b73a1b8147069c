package io.jenkins.plugins.istioimages.image.binary;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Finds git commits in the bytes of a program without running it: texts of forty hexadecimal digits. */
public final class CommitText {
    private static final int DIGITS = 40;
    /** Of those that nobody asked for: enough for a message. */
    private static final int MOST = 16;

    private final Set<String> wanted;
    private final Set<String> found = new TreeSet<>();
    private final Set<String> others = new TreeSet<>();
    /** The last digits, the oldest at the number of digits so far. */
    private final char[] ring = new char[DIGITS];

    private long run;

    /** @param wanted commits that are looked for, also in the midst of more digits */
    public CommitText(Set<String> wanted) {
        this.wanted = Set.copyOf(wanted);
    }

    /** More bytes of the program. */
    public void add(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            char c = (char) (bytes[i] & 0xff);
            if (c >= '0' && c <= '9' || c >= 'a' && c <= 'f') {
                ring[(int) (run % DIGITS)] = c;
                run++;
                look();
            } else if (run > 0) {
                end();
            }
        }
    }

    /** The wanted commits that stand there, and some of the others, sorted. To be asked when all bytes were added. */
    public Set<String> found() {
        end();
        Set<String> all = new TreeSet<>(others);
        all.addAll(found);
        return all;
    }

    private void look() {
        if (run >= DIGITS && found.size() < wanted.size()) {
            String last = last();
            if (wanted.contains(last)) {
                found.add(last);
            }
        }
    }

    private void end() {
        if (run == DIGITS && others.size() < MOST) {
            others.add(last());
        }
        run = 0;
    }

    private String last() {
        int oldest = (int) (run % DIGITS);
        char[] text = Arrays.copyOf(Arrays.copyOfRange(ring, oldest, DIGITS), DIGITS);
        System.arraycopy(ring, 0, text, DIGITS - oldest, oldest);
        return new String(text);
    }
}
