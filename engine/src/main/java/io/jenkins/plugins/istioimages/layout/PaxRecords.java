package io.jenkins.plugins.istioimages.layout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The records of a pax extended header: {@code length key=value\n}, the length counting itself (POSIX.1-2001). */
final class PaxRecords {
    private PaxRecords() {}

    /** Puts every record into a map; a later one wins. */
    static void parse(byte[] content, Map<String, String> into) throws IOException {
        int start = 0;
        while (start < content.length && content[start] != 0) {
            int blank = indexOf(content, ' ', start, content.length);
            int end = start + length(content, start, blank);
            if (end <= blank || end > content.length || content[end - 1] != '\n') {
                throw damaged();
            }
            int equals = indexOf(content, '=', blank + 1, end);
            into.put(text(content, blank + 1, equals), text(content, equals + 1, end - 1));
            start = end;
        }
    }

    private static int length(byte[] content, int start, int blank) throws IOException {
        try {
            return Integer.parseInt(text(content, start, blank));
        } catch (NumberFormatException e) {
            throw new IOException("it is damaged: the length of a pax record is no number", e);
        }
    }

    private static int indexOf(byte[] content, char wanted, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            if (content[i] == wanted) {
                return i;
            }
        }
        throw damaged();
    }

    private static String text(byte[] content, int from, int to) {
        return new String(content, from, to - from, StandardCharsets.UTF_8);
    }

    private static IOException damaged() {
        return new IOException("it is damaged: a pax header is wrong");
    }
}
