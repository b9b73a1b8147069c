package io.jenkins.plugins.istioimages.plan.updates;

import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.plan.SupportedRelease;
import io.jenkins.plugins.istioimages.plan.SupportedReleases;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares lines of Istio with the tags of its repository and with the calendar. */
final class LineUpdates {
    private static final String TABLE = "table of supported releases";

    private final UpdateQuestion question;
    private final SupportedReleases table;
    private final PatchTags tags;
    private final List<Finding> findings = new ArrayList<>();

    LineUpdates(UpdateQuestion question, SupportedReleases table, PatchTags tags) {
        this.question = question;
        this.table = table;
        this.tags = tags;
    }

    List<Finding> find() {
        unknownLines();
        for (SupportedRelease row : table.all()) {
            boolean own = question.ownLine().filter(row.series()::equals).isPresent();
            boolean listed = question.lines().contains(row.series());
            if (question.asksFor(row.series()) && (own || listed || row.isSupportedOn(question.day()))) {
                patch(row.series(), own, row.version());
                support(row);
            }
        }
        question.ownLine()
                .filter(line -> question.asksFor(line)
                        && table.all().stream().noneMatch(row -> row.series().equals(line)))
                .ifPresent(line -> patch(line, true, ""));
        return findings;
    }

    private void unknownLines() {
        Optional<SupportedRelease> newest = table.all().stream().findFirst();
        for (SupportedRelease release : tags.lines()) {
            boolean unknown = newest.filter(known ->
                            release.compareTo(known) > 0 && !release.series().equals(known.series()))
                    .isPresent();
            boolean own = question.ownLine().filter(release.series()::equals).isPresent();
            if (unknown && !own && question.asksFor(release.series())) {
                findings.add(new Finding(
                        UpdateKind.LINE,
                        release.series(),
                        "",
                        release.version(),
                        TABLE,
                        true,
                        "Istio " + release.series() + " is out (" + release.version()
                                + "), the newest line of the table" + " is "
                                + newest.orElseThrow().series()));
            }
        }
    }

    /** @param known newest patch by the table; empty where the line is not in it */
    private void patch(String line, boolean own, String known) {
        String have = own ? question.version().text() : known;
        String where = own ? question.versionFile() : TABLE;
        Optional<SupportedRelease> newest = tags.newest(line);
        boolean newer = newest.filter(release -> PatchTags.isNewer(release, new ReleaseVersion(have)))
                .isPresent();
        String text =
                newest.map(release -> text(release, have, where, newer)).orElse("upstream has no release of " + line);
        findings.add(new Finding(
                UpdateKind.PATCH,
                line,
                have,
                newest.map(SupportedRelease::version).orElse(""),
                where,
                newer,
                text));
    }

    private static String text(SupportedRelease newest, String have, String where, boolean newer) {
        if (newer) {
            return "Istio " + newest.version() + " is out, " + where + " has " + have;
        }
        return newest.version().equals(have)
                ? have + " is the newest of " + newest.series()
                : have + " is newer than upstream's " + newest.version();
    }

    private void support(SupportedRelease row) {
        row.endOfSupport().ifPresent(end -> {
            long left = ChronoUnit.DAYS.between(question.day(), end);
            String text;
            if (left < 0) {
                text = "Istio " + row.series() + " has had no support since " + end;
            } else {
                text = "support of Istio " + row.series() + " ends on " + end + ", in " + left
                        + (left == 1 ? " day" : " days");
            }
            findings.add(new Finding(
                    UpdateKind.SUPPORT,
                    row.series(),
                    end.toString(),
                    question.day().toString(),
                    TABLE,
                    left <= question.warnDays(),
                    text));
        });
    }
}
