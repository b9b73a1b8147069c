package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code SHA256SUMS} of a release, as anybody may have written it. */
public final class ReleaseChecksums {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");
    private static final Pattern NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]+(/[^/\\\\\\p{Cntrl}]+)*");
    private static final int MOST = 10_000;

    private ReleaseChecksums() {}

    /**
     * Reads checksums.
     *
     * @return by the path of a file in the release
     * @throws MalformedContentException if a line is none, or leads out of the release
     */
    public static Map<String, String> read(String text) {
        Map<String, String> checksums = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches() || !isName(parts.group(2)) || checksums.size() == MOST) {
                throw new MalformedContentException(
                        ReleaseLayout.CHECKSUMS + " of the release has a line that is no checksum of a file");
            }
            checksums.put(parts.group(2), parts.group(1));
        }
        return checksums;
    }

    private static boolean isName(String path) {
        return NAME.matcher(path).matches() && !("/" + path + "/").matches(".*/\\.{1,2}/.*");
    }
}
