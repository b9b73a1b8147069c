package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every {@code .sha256} and {@code SHA256SUMS}: the files are there, have the digests, and none is forgotten. */
final class ChecksumsCheck implements Check {
    private static final String SUFFIX = ".sha256";
    private static final String ALL = "SHA256SUMS";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *]?(.+)");
    /** What this program writes when everything else is there. */
    private static final Set<String> WRITTEN_LAST = Set.of("images.yaml", "images.html", "lock.yaml");

    /** What the release says about its files: who says which digest. */
    private static final class Said {
        private final Findings findings;
        private final SortedMap<String, SortedMap<String, List<String>>> digests = new TreeMap<>();

        Said(Findings findings) {
            this.findings = findings;
        }

        void add(String target, String digest, String by) {
            findings.seen();
            digests.computeIfAbsent(target, any -> new TreeMap<>())
                    .computeIfAbsent(digest, any -> new ArrayList<>())
                    .add(by);
        }
    }

    @Override
    public String name() {
        return "checksums";
    }

    @Override
    public String title() {
        return "Every file has the checksum that is written for it";
    }

    @Override
    public Outcome run(Release release) {
        Findings findings = new Findings("checksums");
        Said said = new Said(findings);
        for (String file : release.files()) {
            if (file.endsWith(SUFFIX)) {
                own(release, file, findings, said);
            } else if (needsOne(file) && !release.has(file + SUFFIX)) {
                findings.add(file, "has no " + SUFFIX + " beside it");
            }
        }
        if (release.has(ALL)) {
            Set<String> listed = new HashSet<>();
            lines(release, ALL).forEach(line -> listed.add(listed(line, findings, said)));
            release.files().stream()
                    .filter(file -> belongsInList(file) && !listed.contains(file))
                    .forEach(file -> findings.add(file, "is not in " + ALL));
        }
        said.digests.forEach((target, digests) -> compare(release, target, digests, findings));
        return findings.outcome();
    }

    /** Those of release-builder: archives and packages. */
    private static boolean needsOne(String file) {
        boolean top = file.indexOf('/') < 0;
        return top && file.matches("istio(ctl)?-.*\\.(tar\\.gz|zip)") || file.matches("(deb/.*\\.deb|rpm/.*\\.rpm)");
    }

    private static boolean belongsInList(String file) {
        return !file.endsWith(SUFFIX) && !file.equals(ALL) && !WRITTEN_LAST.contains(file);
    }

    private static void own(Release release, String file, Findings findings, Said said) {
        String target = file.substring(0, file.length() - SUFFIX.length());
        List<String> lines = lines(release, file);
        Matcher matcher = LINE.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (lines.size() != 1 || !matcher.matches()) {
            findings.add(file, "is no checksum: expected one line, 64 hexadecimal digits and a name");
            return;
        }
        findings.expect(file, "the name in it", matcher.group(2), target.substring(target.lastIndexOf('/') + 1));
        said.add(target, matcher.group(1), file);
    }

    private static String listed(String line, Findings findings, Said said) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            findings.add(ALL, "has a line that is no checksum: '" + line + "'");
            return "";
        }
        String target = matcher.group(2).replaceFirst("^\\./", "");
        said.add(target, matcher.group(1), ALL);
        return target;
    }

    private static void compare(
            Release release, String target, SortedMap<String, List<String>> digests, Findings findings) {
        if (!release.has(target)) {
            findings.add(
                    target,
                    "is not there; checksums are in "
                            + digests.values().stream().flatMap(List::stream).collect(Collectors.joining(" and ")));
            return;
        }
        String found = release.sha256(target);
        digests.forEach((digest, by) -> {
            if (!digest.equals(found)) {
                findings.add(
                        target, "has SHA-256 " + found + ", expected " + digest + " by " + String.join(" and ", by));
            }
        });
    }

    private static List<String> lines(Release release, String file) {
        return new String(release.small(file), StandardCharsets.UTF_8).lines().toList();
    }
}
