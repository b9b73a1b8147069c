package io.jenkins.plugins.istioimages.plan.updates;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be looked at.
 *
 * @param manifest of the release
 * @param versionFile name of the file that the version stands in
 * @param manifestFile name of the manifest
 * @param repository directory in the working tree whose submodules are looked at; empty for none
 * @param lines of Istio, like 1.14, and no others; empty for all that have support, and the manifest's
 * @param day of the question
 * @param warnDays from how many days before its end the end of a line's support is told; not below 0
 */
public record UpdateQuestion(
        ReleaseManifest manifest,
        String versionFile,
        String manifestFile,
        Optional<Path> repository,
        Set<String> lines,
        LocalDate day,
        int warnDays) {
    /** Days before the end of support from which on it is told, where nobody says. */
    public static final int WARN_DAYS = 30;

    /** @throws InputException if a line is none, or the days are fewer than none */
    public UpdateQuestion {
        lines = Set.copyOf(lines);
        check(lines, warnDays);
    }

    /**
     * Checks what can be before a manifest is read.
     *
     * @throws InputException if a line is none, or the days are fewer than none
     */
    public static void check(Collection<String> lines, int warnDays) {
        for (String line : lines) {
            if (!line.matches("[0-9]{1,6}\\.[0-9]{1,6}")) {
                throw new InputException("line '" + line + "' is wrong: expected two numbers like 1.14");
            }
        }
        if (warnDays < 0) {
            throw new InputException("the end of support is told some days before it: " + warnDays + " is below 0");
        }
    }

    ReleaseVersion version() {
        return new ReleaseVersion(manifest.version());
    }

    /** The line that is built; empty for a date. */
    Optional<String> ownLine() {
        return version().minor();
    }

    boolean asksFor(String line) {
        return lines.isEmpty() || lines.contains(line);
    }
}
