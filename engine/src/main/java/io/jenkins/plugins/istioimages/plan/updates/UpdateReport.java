package io.jenkins.plugins.istioimages.plan.updates;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import java.time.LocalDate;
import java.util.List;

/**
 * All that was looked at.
 *
 * @param day of the question
 * @param upstream URL of the repository whose tags were asked for
 * @param findings lines of Istio from the newest to the oldest, then commits in the order of their files
 * @param notices what could not be said
 */
public record UpdateReport(LocalDate day, String upstream, List<Finding> findings, List<String> notices) {
    public UpdateReport {
        findings = List.copyOf(findings);
        notices = List.copyOf(notices);
    }

    /** What somebody has to do something about. */
    public List<Finding> updates() {
        return findings.stream().filter(Finding::update).toList();
    }

    /** As data; docs/updates.md says what is in it. */
    public ObjectNode json() {
        ObjectNode tree = Json.object()
                .put("day", day.toString())
                .put("upstream", upstream)
                .put("updates", updates().size());
        ArrayNode all = tree.putArray("findings");
        findings.forEach(finding -> all.addObject()
                .put("kind", finding.kind().id())
                .put("name", finding.name())
                .put("have", finding.have())
                .put("now", finding.now())
                .put("where", finding.where())
                .put("update", finding.update())
                .put("text", finding.text()));
        ArrayNode texts = tree.putArray("notices");
        notices.forEach(texts::add);
        return tree;
    }
}
