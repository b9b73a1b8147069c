package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.AbortException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.validate.Status;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What the checks of a release came to, for scripts. */
public final class ReleaseValidation implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 16 << 20;
    private static final String WHAT = "the agent's report of a validation";

    private final String version;
    private final String junit;
    private final int checks;
    private final ArrayList<String> failed = new ArrayList<>();
    private String first = "";

    private ReleaseValidation(String version, String junit, int checks) {
        this.version = version;
        this.junit = junit;
        this.checks = checks;
    }

    /**
     * Reads a report as something that anybody may have written.
     *
     * @param report as {@code ReportJson} renders it
     * @param junit path of the same as a JUnit report, in the workspace
     * @throws MalformedContentException if it is no report
     */
    public static ReleaseValidation of(String report, String junit) {
        if (report.length() > MAX_LENGTH) {
            throw new MalformedContentException(WHAT + " is larger than 16 MiB");
        }
        ObjectNode json = Json.readObject(report.getBytes(StandardCharsets.UTF_8), WHAT);
        JsonNode checks = json.path("checks");
        if (!json.path("version").isTextual() || !checks.isArray() || checks.isEmpty()) {
            throw new MalformedContentException(WHAT + " has no checks");
        }
        ReleaseValidation validation =
                new ReleaseValidation(json.path("version").asText(), junit, checks.size());
        checks.forEach(validation::add);
        return validation;
    }

    private void add(JsonNode check) {
        String status = check.path("status").asText();
        if (status.equals(Status.FAILED.id())) {
            JsonNode finding = check.path("findings").path(0);
            if (failed.isEmpty()) {
                first = finding.path("where").asText() + ": "
                        + finding.path("what").asText();
            }
            failed.add(check.path("name").asText());
        } else if (!status.equals(Status.PASSED.id()) && !status.equals(Status.NOT_APPLICABLE.id())) {
            throw new MalformedContentException(WHAT + " has a check that ended in '" + status + "'");
        }
    }

    /** Whether nothing failed. */
    @Whitelisted
    public boolean isPassed() {
        return failed.isEmpty();
    }

    /** Names of the checks that failed. */
    @Whitelisted
    public List<String> getFailed() {
        return Collections.unmodifiableList(failed);
    }

    /** Path of the JUnit report in the workspace. */
    @Whitelisted
    public String getJunit() {
        return junit;
    }

    /** One line. */
    @Whitelisted
    public String getSummary() {
        return failed.isEmpty()
                ? "release " + version + " is whole: of " + checks + " checks none failed"
                : "release " + version + " is not whole: " + String.join(", ", failed) + " failed, first "
                        + first.strip();
    }

    /**
     * Ends the run where something failed. For scripts of the plugin alone.
     *
     * @throws AbortException with the summary
     */
    public void orFail() throws AbortException {
        if (!isPassed()) {
            throw new AbortException(getSummary());
        }
    }

    @Override
    public String toString() {
        return getSummary();
    }
}
