package io.jenkins.plugins.istioimages.plan.updates;

import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.plan.SupportedRelease;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The releases among the tags of the istio repository: three numbers and nothing else, so no alpha, beta or rc. */
final class PatchTags {
    private static final Pattern RELEASE =
            Pattern.compile("(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})");
    /** What is built before the release of that number: 1.24.0-rc.1, 1.29-alpha.SHA. Any other suffix is of a later build. */
    private static final Pattern BEFORE =
            Pattern.compile("([0-9]+\\.[0-9]+(?:\\.[0-9]+)?)-(?:alpha|beta|rc|dev|snapshot)(?:[-.0-9].*)?");

    private final Map<String, SupportedRelease> newest = new TreeMap<>();

    PatchTags(Collection<String> tags) {
        for (String tag : tags) {
            if (RELEASE.matcher(tag).matches()) {
                SupportedRelease release = SupportedRelease.parse(tag, "");
                newest.merge(release.series(), release, (one, other) -> one.compareTo(other) < 0 ? other : one);
            }
        }
    }

    /** The newest patch of a line, like 1.14. */
    Optional<SupportedRelease> newest(String line) {
        return Optional.ofNullable(newest.get(line));
    }

    /** The newest patch of each line, newest line first. */
    List<SupportedRelease> lines() {
        return newest.values().stream().sorted(Comparator.reverseOrder()).toList();
    }

    /** Whether a release came out after a version of its line. */
    static boolean isNewer(SupportedRelease release, ReleaseVersion than) {
        Matcher before = BEFORE.matcher(than.text());
        if (before.matches()) {
            return base(before.group(1))
                    .map(base -> release.compareTo(base) >= 0)
                    .orElse(true);
        }
        String bare = than.text().replaceFirst("-.*", "");
        return base(bare).map(base -> release.compareTo(base) > 0).orElse(false);
    }

    private static Optional<SupportedRelease> base(String version) {
        return RELEASE.matcher(version).matches() ? Optional.of(SupportedRelease.parse(version, "")) : Optional.empty();
    }
}
