package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.plan.updates.Finding;
import io.jenkins.plugins.istioimages.plan.updates.UpdateKind;
import io.jenkins.plugins.istioimages.plan.updates.UpdateReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** What was looked at, as a table for people: what is to be done first, then what is as it should be. */
final class UpdatesText {
    private static final int SHORT = 12;
    private static final List<String> HEAD = List.of("", "WHAT", "NAME", "HAVE", "NOW", "");

    private final UpdateReport report;

    UpdatesText(UpdateReport report) {
        this.report = report;
    }

    void print(PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        report.updates().forEach(finding -> rows.add(row(finding)));
        report.findings().stream().filter(finding -> !finding.update()).forEach(finding -> rows.add(row(finding)));
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream().mapToInt(length(column)).max().orElse(0))
                .toArray();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                line.append(String.format("%-" + Math.max(1, widths[column]) + "s  ", row.get(column)));
            }
            out.println(line.toString().stripTrailing());
        }
        int updates = report.updates().size();
        out.println(
                switch (updates) {
                    case 0 -> "no updates on " + report.day();
                    case 1 -> "1 update on " + report.day();
                    default -> updates + " updates on " + report.day();
                });
    }

    private static ToIntFunction<List<String>> length(int column) {
        return row -> row.get(column).length();
    }

    private static List<String> row(Finding finding) {
        boolean commit = finding.kind() == UpdateKind.COMMIT;
        return List.of(
                finding.update() ? "*" : "",
                finding.kind().id(),
                finding.name(),
                commit ? shortened(finding.have()) : finding.have(),
                commit ? shortened(finding.now()) : finding.now(),
                finding.text());
    }

    private static String shortened(String sha) {
        return sha.substring(0, Math.min(SHORT, sha.length()));
    }
}
