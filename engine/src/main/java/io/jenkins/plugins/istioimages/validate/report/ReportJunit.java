package io.jenkins.plugins.istioimages.validate.report;

import io.jenkins.plugins.istioimages.validate.CheckResult;
import io.jenkins.plugins.istioimages.validate.Finding;
import io.jenkins.plugins.istioimages.validate.Status;
import io.jenkins.plugins.istioimages.validate.ValidationReport;
import java.util.stream.Collectors;

/**
 * The XML of JUnit reports as Jenkins reads it (plugin junit, SuiteResult and CaseResult): a case for each check, its
 * findings as the text of one failure. No times stand in it: the same release gives the same bytes.
 */
public final class ReportJunit {
    /** Jenkins takes what stands before the last dot for a package. */
    private static final String CLASS = "istio-images.validate";

    private ReportJunit() {}

    /** A whole document. */
    public static String render(ValidationReport report) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite name=\"").append(escape(CLASS + " " + report.version()));
        xml.append("\" tests=\"").append(report.results().size());
        xml.append("\" failures=\"").append(report.count(Status.FAILED));
        xml.append("\" errors=\"0\" skipped=\"").append(report.count(Status.NOT_APPLICABLE));
        xml.append("\">\n");
        report.results().forEach(result -> append(xml, result));
        return xml.append("</testsuite>\n").toString();
    }

    private static void append(StringBuilder xml, CheckResult result) {
        xml.append("  <testcase classname=\"").append(CLASS).append("\" name=\"");
        xml.append(escape(result.name())).append('"');
        switch (result.outcome().status()) {
            case PASSED -> xml.append("/>\n");
            case NOT_APPLICABLE ->
                xml.append(">\n    <skipped message=\"")
                        .append(escape(result.outcome().note()))
                        .append("\"/>\n  </testcase>\n");
            case FAILED ->
                xml.append(">\n    <failure type=\"finding\" message=\"")
                        .append(escape(message(result)))
                        .append("\">")
                        .append(escape(result.outcome().findings().stream()
                                .map(Finding::toString)
                                .collect(Collectors.joining("\n"))))
                        .append("</failure>\n  </testcase>\n");
        }
    }

    private static String message(CheckResult result) {
        int count = result.outcome().findings().size();
        String first = result.outcome().findings().get(0).toString();
        return count == 1 ? first : first + " (and " + (count - 1) + " more)";
    }

    /** What XML 1.0 cannot hold at all becomes a question mark: names in archives may be anything. */
    private static String escape(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> clean.append("&amp;");
                case '<' -> clean.append("&lt;");
                case '>' -> clean.append("&gt;");
                case '"' -> clean.append("&quot;");
                case '\n' -> clean.append("&#10;");
                default -> clean.appendCodePoint(isAllowed(c) ? c : '?');
            }
        });
        return clean.toString();
    }

    private static boolean isAllowed(int c) {
        return c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000;
    }
}
