package io.jenkins.plugins.istioimages.jenkins.pipeline;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which version a branch or a tag may be of. */
final class ReleaseHeads {
    /** Branches that release until something else is said. */
    static final List<String> BRANCHES = List.of("release-*");

    private static final Pattern SERIES = Pattern.compile(".*?([0-9]+\\.[0-9]+)");

    private ReleaseHeads() {}

    /**
     * A branch whose name ends in a series is of versions of that series: a file merged to the wrong one is not released.
     *
     * @throws InputException if the version is of another one
     */
    static void checkSeries(Head head, String version) {
        Matcher series = SERIES.matcher(head.name());
        if (head.kind() != Head.Kind.BRANCH || !series.matches()) {
            return;
        }
        if (!(version + ".").replace('-', '.').startsWith(series.group(1) + ".")) {
            throw new InputException(
                    head + " does not fit: it says version " + version + ", not one of " + series.group(1));
        }
    }

    /**
     * A tag names the version of its tree.
     *
     * @throws InputException if it names another one
     */
    static void checkTag(Head head, String version) {
        String expected = head.name().replaceFirst("^v(?=[0-9])", "");
        if (!expected.equals(version)) {
            throw new InputException(head + " does not fit: the version of its tree is " + version
                    + ". Tag the commit that says " + expected + ", or name the tag " + version);
        }
    }
}
