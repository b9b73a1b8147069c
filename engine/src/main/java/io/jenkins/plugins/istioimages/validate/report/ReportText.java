package io.jenkins.plugins.istioimages.validate.report;

import io.jenkins.plugins.istioimages.catalog.TextTable;
import io.jenkins.plugins.istioimages.validate.CheckResult;
import io.jenkins.plugins.istioimages.validate.Finding;
import io.jenkins.plugins.istioimages.validate.Status;
import io.jenkins.plugins.istioimages.validate.ValidationReport;

/** A table of all checks, then everything that is wrong, a line each. */
public final class ReportText {
    private ReportText() {}

    /** Lines; the last one counts. */
    public static String render(ValidationReport report) {
        TextTable table = new TextTable("CHECK", "RESULT", "SEEN");
        TextTable findings = new TextTable("CHECK", "WHERE", "WHAT");
        for (CheckResult result : report.results()) {
            table.row(
                    result.name(),
                    result.outcome().status().title(),
                    result.outcome().note());
            for (Finding finding : result.outcome().findings()) {
                findings.row(result.name(), finding.where(), finding.what());
            }
        }
        StringBuilder text = new StringBuilder(table.toText()).append('\n');
        if (!report.passed()) {
            text.append(findings.toText()).append('\n');
        }
        return text.append(summary(report)).append('\n').toString();
    }

    /** One line: {@code 1.27.3: 12 checks passed, 1 failed, 2 not applicable}. */
    public static String summary(ValidationReport report) {
        return report.version() + ": " + report.count(Status.PASSED) + " checks passed, " + report.count(Status.FAILED)
                + " failed, " + report.count(Status.NOT_APPLICABLE) + " not applicable";
    }
}
