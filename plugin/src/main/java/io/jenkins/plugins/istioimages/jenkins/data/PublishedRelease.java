package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.AbortException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What came of publishing a release, target by target: for scripts, for the page of a run and for its REST API. */
@ExportedBean(defaultVisibility = 9)
public final class PublishedRelease implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 64 << 20;
    private static final String WHAT = "the receipts of the agent";

    private final String version;
    private final String mode;
    private final ArrayList<TargetReceipt> targets = new ArrayList<>();

    private PublishedRelease(String version, String mode) {
        this.version = version;
        this.mode = mode;
    }

    /**
     * Reads what an agent says of targets.
     *
     * @param answer {@code {"targets": [receipt, …]}}
     * @param asked names of the targets that were asked for, in their order
     * @throws MalformedContentException if it is something else, or about other targets
     */
    public static PublishedRelease check(String answer, String version, Mode mode, List<String> asked) {
        PublishedRelease release = read(answer, version, mode.name().toLowerCase(Locale.ROOT));
        List<String> told = release.targets.stream().map(TargetReceipt::getName).toList();
        if (!told.equals(asked)) {
            throw new MalformedContentException(WHAT + " are of "
                    + told.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "))
                    + "; asked was for " + asked);
        }
        return release;
    }

    /** Why an agent could not write all receipts in its workspace. */
    public static List<String> problems(String answer) {
        List<String> problems = new ArrayList<>();
        object(answer).path("problems").forEach(problem -> problems.add(ReceiptTexts.optional(problem)));
        return problems;
    }

    /**
     * Reads what {@link #getJson} wrote.
     *
     * @throws MalformedContentException if it is something else
     */
    public static PublishedRelease read(String text) {
        ObjectNode json = object(text);
        return read(
                text,
                ReceiptTexts.line(json.path("release"), "the version"),
                ReceiptTexts.word(json.path("mode"), Mode.class));
    }

    private static PublishedRelease read(String text, String version, String mode) {
        PublishedRelease release = new PublishedRelease(version, mode);
        object(text).path("targets").forEach(receipt -> release.targets.add(TargetReceipt.of(receipt)));
        return release;
    }

    private static ObjectNode object(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedContentException(WHAT + " are larger than 64 MiB");
        }
        return Json.readObject(text.getBytes(StandardCharsets.UTF_8), WHAT);
    }

    /** Of the release. */
    @Whitelisted
    @Exported
    public String getVersion() {
        return version;
    }

    /** {@code publish}, {@code dry_run} or {@code verify}. */
    @Exported
    public String getMode() {
        return mode;
    }

    /** Whether nothing was to be written: what a run would do. */
    @Whitelisted
    public boolean isDryRun() {
        return is(Mode.DRY_RUN);
    }

    /** Whether nothing was to be written: what is missing. */
    @Whitelisted
    public boolean isVerify() {
        return is(Mode.VERIFY);
    }

    private boolean is(Mode one) {
        return one.name().equalsIgnoreCase(mode);
    }

    /** A receipt for each target, in the order in which they were asked for. */
    @Whitelisted
    @Exported
    public List<TargetReceipt> getTargets() {
        return Collections.unmodifiableList(targets);
    }

    /** Whether every target is as it should be; of a dry run, whether it can be made so. */
    @Whitelisted
    @Exported
    public boolean isWell() {
        return getFailed().isEmpty();
    }

    /** How many targets were brought something; of a dry run, how many would be. */
    @Whitelisted
    public int getChanged() {
        return (int) targets.stream()
                .filter(target -> isDryRun() ? target.isIncomplete() : target.getDone() > 0)
                .count();
    }

    /** Names of the targets that are not as they should be. */
    @Whitelisted
    public List<String> getFailed() {
        return bad().stream().map(TargetReceipt::getName).toList();
    }

    private List<TargetReceipt> bad() {
        return targets.stream()
                .filter(target -> !target.isComplete() && !(isDryRun() && target.isIncomplete()))
                .toList();
    }

    /**
     * The receipt of a target.
     *
     * @param name {@code registry ghcr.io/resf/istio}
     * @throws AbortException naming what there is, if there is none such
     */
    @Whitelisted
    public TargetReceipt find(String name) throws AbortException {
        for (TargetReceipt target : targets) {
            if (target.getName().equals(name)) {
                return target;
            }
        }
        throw new AbortException("release " + version + " was not published to '" + name + "'; there are "
                + targets.stream().map(TargetReceipt::getName).collect(Collectors.joining(", ")));
    }

    /** All of it as data. */
    @Whitelisted
    public String getJson() {
        ObjectNode json = Json.object().put("release", version).put("mode", mode);
        ArrayNode all = json.putArray("targets");
        targets.forEach(target -> target.addTo(all.addObject()));
        return Json.pretty(json);
    }

    /** One line. */
    @Whitelisted
    public String getSummary() {
        String all = targets.stream().map(TargetReceipt::toString).collect(Collectors.joining(", "));
        return (isDryRun() ? "dry run of " : isVerify() ? "check of " : "release ") + version + ": " + all;
    }

    /**
     * Fails where a target is not as it should be.
     *
     * @throws AbortException naming each
     */
    public void orFail() throws AbortException {
        List<TargetReceipt> bad = bad();
        if (!bad.isEmpty()) {
            throw new AbortException(bad.size() + " of " + targets.size() + " targets of release " + version
                    + " are not as they should be: "
                    + bad.stream()
                            .map(target ->
                                    target + (target.getProblem().isEmpty() ? "" : " (" + target.getProblem() + ")"))
                            .collect(Collectors.joining("; ")));
        }
    }

    @Override
    public String toString() {
        return getSummary();
    }
}
