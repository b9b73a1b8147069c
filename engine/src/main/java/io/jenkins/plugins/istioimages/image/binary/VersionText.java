package io.jenkins.plugins.istioimages.image.binary;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds versions in the bytes of a program without running it. A version that a linker or a compiler put in is a text of
 * its own that a zero ends (Go's {@code -X} writes it so: cmd/link/internal/loader, SymbolBuilder.Addstring; C does
 * always).
 */
public final class VersionText {
    private static final int LONGEST = 160;
    /** Enough for a message. */
    private static final int MOST = 64;

    private static final Pattern VERSION =
            Pattern.compile("[0-9]+\\.[0-9]+(?:\\.[0-9]+)*(?:[-.][0-9A-Za-z][0-9A-Za-z._-]*)?");

    private final String wanted;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> others = new TreeSet<>();
    private boolean found;

    /** @param wanted the version that is looked for */
    public VersionText(String wanted) {
        this.wanted = wanted;
    }

    /** More bytes of the program. */
    public void add(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte b = bytes[i];
            if (isPart(b)) {
                if (text.length() == LONGEST) {
                    text.delete(0, LONGEST / 2);
                }
                text.append((char) b);
            } else if (!text.isEmpty()) {
                end(b == 0);
                text.setLength(0);
            }
        }
    }

    /** Whether the wanted version stands there. */
    public boolean found() {
        return found;
    }

    /** Other texts that look like a version, sorted; not more than a few dozens. */
    public Set<String> others() {
        return others;
    }

    private void end(boolean zero) {
        String all = text.toString();
        if (all.endsWith(wanted) && !continues(all, all.length() - wanted.length())) {
            found = true;
        } else if (zero && others.size() < MOST && VERSION.matcher(all).matches()) {
            others.add(all);
        }
    }

    /** Whether what stands before belongs to the number: {@code 11.2.3} is not {@code 1.2.3}, nor is {@code v1.2.3}. */
    private static boolean continues(String all, int at) {
        char before = at == 0 ? ' ' : all.charAt(at - 1);
        return before >= '0' && before <= '9' || before == '.' || before == 'v' || before == '-';
    }

    private static boolean isPart(byte b) {
        return b >= '0' && b <= '9'
                || b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b == '.'
                || b == '-'
                || b == '_'
                || b == '+';
    }
}
