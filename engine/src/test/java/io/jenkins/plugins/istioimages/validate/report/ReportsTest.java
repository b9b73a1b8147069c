package io.jenkins.plugins.istioimages.validate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.validate.CheckResult;
import io.jenkins.plugins.istioimages.validate.Finding;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.Status;
import io.jenkins.plugins.istioimages.validate.ValidationReport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ReportsTest {
    private static final String STEERING = "a\u001b[31m<&>\"b\u0000\n\ud83d\ude00";

    private final ValidationReport failed = new ValidationReport(
            "1.2.3",
            List.of(
                    result("manifest", new Outcome(Status.PASSED, "9 dependencies", List.of())),
                    result("grafana", Outcome.notApplicable("outputs do not name grafana")),
                    result(
                            "checksums",
                            new Outcome(
                                    Status.FAILED,
                                    "2 checksums",
                                    List.of(new Finding("z", "is off"), new Finding(STEERING, "is strange"))))));

    @Test
    void theTextHasATableThenFindingsThenCounts() {
        assertThat(ReportText.render(failed)).isEqualTo("""
                CHECK      RESULT          SEEN
                manifest   passed          9 dependencies
                grafana    not applicable  outputs do not name grafana
                checksums  failed          2 checksums

                CHECK      WHERE           WHAT
                checksums  a\ufffd[31m<&>"b\ufffd\ufffd\ud83d\ude00  is strange
                checksums  z               is off

                1.2.3: 1 checks passed, 1 failed, 1 not applicable
                """);
    }

    @Test
    void aReportWithoutFindingsHasNoTableOfThem() {
        ValidationReport passed = new ValidationReport(
                "1.2.3", List.of(result("manifest", new Outcome(Status.PASSED, "9 dependencies", List.of()))));
        assertThat(passed.passed()).isTrue();
        assertThat(ReportText.render(passed)).doesNotContain("WHERE");
    }

    @Test
    void theDataHoldsEverything() {
        JsonNode json = Json.read(ReportJson.render(failed).getBytes(StandardCharsets.UTF_8), "report");
        assertThat(json.path("passed").asBoolean(true)).isFalse();
        assertThat(json.path("version").asText()).isEqualTo("1.2.3");
        assertThat(json.path("checks").findValuesAsText("status"))
                .containsExactly("passed", "not-applicable", "failed");
        JsonNode finding = json.path("checks").path(2).path("findings").path(0);
        assertThat(finding.path("where").asText()).isEqualTo(STEERING);
        assertThat(finding.path("what").asText()).isEqualTo("is strange");
    }

    @Test
    void anXmlParserReadsTheJunitReport() throws Exception {
        String xml = ReportJunit.render(failed);
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(suite.getTagName()).isEqualTo("testsuite");
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("a?[31m<&>\"b?\n\ud83d\ude00: is strange (and 1 more)");
        assertThat(failure.getTextContent()).isEqualTo("a?[31m<&>\"b?\n\ud83d\ude00: is strange\nz: is off");
        Element skipped = (Element) suite.getElementsByTagName("skipped").item(0);
        assertThat(skipped.getAttribute("message")).isEqualTo("outputs do not name grafana");
        assertThat(((Element) skipped.getParentNode()).getAttribute("classname"))
                .isEqualTo("istio-images.validate");
    }

    @Test
    void theSameReportGivesTheSameBytes() {
        assertThat(ReportJunit.render(failed)).isEqualTo(ReportJunit.render(failed));
        assertThat(ReportJson.render(failed)).isEqualTo(ReportJson.render(failed));
    }

    private static CheckResult result(String name, Outcome outcome) {
        return new CheckResult(name, "Something holds", outcome);
    }
}
