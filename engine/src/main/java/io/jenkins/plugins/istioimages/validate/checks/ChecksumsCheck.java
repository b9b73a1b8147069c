package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every {@code .sha256} and {@code SHA256SUMS}: the files are there and have the digests. */
final class ChecksumsCheck implements Check {
    private static final String SUFFIX = ".sha256";
    private static final String ALL = "SHA256SUMS";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *]?(.+)");

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
        Map<String, String> actual = new TreeMap<>();
        release.files().stream().filter(ChecksumsCheck::needsOne).forEach(file -> {
            if (!release.has(file + SUFFIX)) {
                findings.add(file, "has no " + SUFFIX + " beside it");
            }
        });
        release.files().stream()
                .filter(file -> file.endsWith(SUFFIX))
                .forEach(file -> own(release, file, findings, actual));
        if (release.has(ALL)) {
            lines(release, ALL).forEach(line -> all(release, line, findings, actual));
        }
        return findings.outcome();
    }

    /** Those of release-builder: archives and packages. */
    private static boolean needsOne(String file) {
        boolean top = file.indexOf('/') < 0;
        return top && file.matches("istio(ctl)?-.*\\.(tar\\.gz|zip)") || file.matches("(deb/.*\\.deb|rpm/.*\\.rpm)");
    }

    private static void own(Release release, String file, Findings findings, Map<String, String> actual) {
        String target = file.substring(0, file.length() - SUFFIX.length());
        List<String> lines = lines(release, file);
        Matcher matcher = LINE.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (lines.size() != 1 || !matcher.matches()) {
            findings.add(file, "is no checksum: expected one line, 64 hexadecimal digits and a name");
            return;
        }
        findings.expect(file, "the name in it", matcher.group(2), target.substring(target.lastIndexOf('/') + 1));
        compare(release, target, matcher.group(1), file, findings, actual);
    }

    private static void all(Release release, String line, Findings findings, Map<String, String> actual) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
            String target = matcher.group(2).replaceFirst("^\\./", "");
            compare(release, target, matcher.group(1), ALL, findings, actual);
        } else {
            findings.add(ALL, "has a line that is no checksum: '" + line + "'");
        }
    }

    private static void compare(
            Release release, String target, String said, String by, Findings findings, Map<String, String> actual) {
        findings.seen();
        if (!release.has(target)) {
            findings.add(by, "is about " + target + ", which is not there");
            return;
        }
        String found = actual.computeIfAbsent(target, file -> hash(release, file));
        if (!found.equals(said)) {
            findings.add(target, "has SHA-256 " + found + ", " + by + " says " + said);
        }
    }

    private static List<String> lines(Release release, String file) {
        return new String(release.small(file), StandardCharsets.UTF_8).lines().toList();
    }

    private static String hash(Release release, String file) {
        MessageDigest hasher = DigestAlgorithm.SHA256.newHasher();
        try (InputStream in =
                new DigestInputStream(Files.newInputStream(release.path(file), LinkOption.NOFOLLOW_LINKS), hasher)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new WorkException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return Digest.finish(DigestAlgorithm.SHA256, hasher).hex();
    }
}
