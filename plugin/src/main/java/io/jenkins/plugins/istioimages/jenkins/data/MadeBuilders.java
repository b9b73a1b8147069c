package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.build.ImageRecordJson;
import io.jenkins.plugins.istioimages.builder.BuilderMaker.Made;
import io.jenkins.plugins.istioimages.builder.BuilderPublication.Parts;
import io.jenkins.plugins.istioimages.builder.BuilderSender;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** What became of builder images in a branch: image records as JSON text, or why there are none. */
public final class MadeBuilders implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 4 << 20;

    private final String branch;
    private final TreeMap<String, String> records;
    private final TreeMap<String, String> failures;

    private MadeBuilders(String branch, Map<String, String> records, Map<String, String> failures) {
        this.branch = branch;
        this.records = new TreeMap<>(records);
        this.failures = new TreeMap<>(failures);
    }

    /** The text of an agent's answer. */
    public static String write(List<Made> made) {
        ObjectNode json = Json.object();
        for (Made one : made) {
            ObjectNode image = json.putObject(one.image().label());
            ArrayNode records = image.putArray("records");
            one.records().forEach(record -> records.add(ImageRecordJson.write(record)));
            one.failure().ifPresent(failure -> image.put("failure", failure.getMessage()));
        }
        return Json.pretty(json);
    }

    /**
     * Checks what an agent says that it made: digests and sizes by their grammar, and that all of it is what the plan has
     * for the branch.
     *
     * @throws MalformedContentException naming what is wrong
     */
    public static MadeBuilders check(BuilderPlan plan, BuilderBranch branch, String answer) {
        String what = "the answer of the agent of " + branch.getId();
        if (answer.length() > MAX_LENGTH) {
            throw new MalformedContentException(what + " is larger than 4 MiB");
        }
        ObjectNode json = Json.readObject(answer.getBytes(StandardCharsets.UTF_8), what);
        MadeBuilders made = new MadeBuilders(branch.getId(), Map.of(), Map.of());
        for (PlannedBuilder image : plan.images(branch)) {
            JsonNode one = json.path(image.label());
            String failure = one.path("failure").asText();
            if (!failure.isEmpty()) {
                made.failures.put(image.label(), failure);
                continue;
            }
            String text = Json.pretty(one.path("records"));
            checkRecords(plan, branch, image, images(text, what), what);
            made.records.put(image.label(), text);
        }
        if (json.size() != made.records.size() + made.failures.size()) {
            throw new MalformedContentException(what + " has images that are not in the plan");
        }
        return made;
    }

    private static void checkRecords(
            BuilderPlan plan, BuilderBranch branch, PlannedBuilder image, List<ImageRecord> records, String what) {
        List<Platform> expected =
                image.platforms().stream().filter(branch.platforms()::contains).toList();
        List<Platform> found =
                records.stream().map(ImageRecord::platform).sorted().toList();
        if (!found.equals(expected)) {
            throw new MalformedContentException(
                    what + " has " + image.label() + " for " + found + " where the plan has " + expected);
        }
        Map<String, String> sources =
                plan.commit().map(sha -> Map.of(BuilderSender.SOURCE, sha)).orElse(Map.of());
        for (ImageRecord record : records) {
            if (!record.name().equals(image.name())
                    || !record.variant().equals(image.version())
                    || !record.repository()
                            .equals(image.in(plan.request().repositories().get(0)))
                    || !record.stage().equals(BuilderSender.stage(record.platform()))
                    || !record.sources().equals(sources)) {
                throw new MalformedContentException(what + ": name, version, repository, stage or sources of "
                        + image.label() + " are not those of the plan");
            }
        }
    }

    private static List<ImageRecord> images(String text, String what) {
        JsonNode json = Json.read(text.getBytes(StandardCharsets.UTF_8), what);
        if (!json.isArray()) {
            throw new MalformedContentException(what + " is no list of images");
        }
        List<ImageRecord> images = new ArrayList<>();
        json.forEach(image -> images.add(ImageRecordJson.read(image, what)));
        return images;
    }

    /**
     * Of a branch that could not be worked in: its images fail, others go on. An agent that is lost is such a reason, but
     * not that somebody ended the run.
     *
     * @throws FlowInterruptedException if that is why
     */
    public static MadeBuilders failed(BuilderPlan plan, BuilderBranch branch, Exception reason)
            throws FlowInterruptedException {
        if (reason instanceof FlowInterruptedException interrupted && !isLoss(interrupted)) {
            throw interrupted;
        }
        String message = reason.getMessage() == null ? reason.toString() : reason.getMessage();
        Map<String, String> failures = new TreeMap<>();
        plan.images(branch).forEach(image -> failures.put(image.label(), branch.getId() + ": " + message));
        return new MadeBuilders(branch.getId(), Map.of(), failures);
    }

    /** Told by names: the classes belong to a plugin that need not be there (workflow-durable-task-step). */
    private static boolean isLoss(FlowInterruptedException interrupted) {
        return interrupted.getCauses().stream()
                .map(cause -> cause.getClass().getSimpleName())
                .anyMatch(name -> name.equals("RemovedNodeCause") || name.equals("RemovedNodeTimeoutCause"));
    }

    /** What branches made of an image. */
    public static Parts parts(List<MadeBuilders> all, PlannedBuilder image) {
        List<ImageRecord> records = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (MadeBuilders made : all) {
            String text = made.records.get(image.label());
            if (text != null) {
                records.addAll(images(text, made.branch));
            }
            String failure = made.failures.get(image.label());
            if (failure != null) {
                failures.add(failure);
            }
        }
        return new Parts(records, failures);
    }

    @Override
    public String toString() {
        return branch + ": " + records.keySet() + (failures.isEmpty() ? "" : ", failed: " + failures);
    }
}
