package io.jenkins.plugins.istioimages.validate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.validate.CheckResult;
import io.jenkins.plugins.istioimages.validate.ValidationReport;

/**
 * {@code {"version", "passed", "checks": [{"name", "title", "status", "note", "findings": [{"where", "what"}]}]}}; status
 * is {@code passed}, {@code failed} or {@code not-applicable}.
 */
public final class ReportJson {
    private ReportJson() {}

    /** The same report gives the same bytes. */
    public static String render(ValidationReport report) {
        ObjectNode json = Json.object().put("version", report.version()).put("passed", report.passed());
        ArrayNode checks = json.putArray("checks");
        for (CheckResult result : report.results()) {
            ObjectNode check = checks.addObject()
                    .put("name", result.name())
                    .put("title", result.title())
                    .put("status", result.outcome().status().id())
                    .put("note", result.outcome().note());
            ArrayNode findings = check.putArray("findings");
            result.outcome().findings().forEach(finding -> findings.addObject()
                    .put("where", finding.where())
                    .put("what", finding.what()));
        }
        return Json.pretty(json);
    }
}
