package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.build.ImageRecordJson;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageOutput;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What a stage made: image records as JSON text. */
public final class StageImages implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 4 << 20;

    private final String stage;
    private final String records;
    private final int count;

    private StageImages(String stage, String records, int count) {
        this.stage = stage;
        this.records = records;
        this.count = count;
    }

    /** The text of records. */
    public static String write(List<ImageRecord> records) {
        ArrayNode array = Json.array();
        records.forEach(record -> array.add(ImageRecordJson.write(record)));
        return Json.pretty(array);
    }

    /**
     * Checks what an agent says that a stage made: digests, sizes and names by their grammar, and that all of it is what
     * the plan has for the stage.
     *
     * @throws MalformedContentException naming what is wrong
     */
    public static StageImages check(Plan plan, Stage stage, String records) {
        String what = "the answer of the agent of stage " + stage.id();
        Set<StageOutput> seen = new HashSet<>();
        for (ImageRecord record : read(records, what)) {
            checkRecord(plan, stage, record, what);
            if (!seen.add(new StageOutput(record.name(), record.variant()))) {
                throw new MalformedContentException(what + " has " + name(record) + " twice");
            }
        }
        if (seen.isEmpty() || !seen.containsAll(stage.outputs())) {
            throw new MalformedContentException(what + " lacks images of the plan: it has " + seen);
        }
        return new StageImages(stage.id(), records, seen.size());
    }

    private static void checkRecord(Plan plan, Stage stage, ImageRecord record, String what) {
        boolean planned =
                stage.outputs().isEmpty() || stage.outputs().contains(new StageOutput(record.name(), record.variant()));
        if (!planned) {
            throw new MalformedContentException(what + " has " + name(record) + ", which is not in the plan");
        }
        if (!record.stage().equals(stage.id())
                || !record.platform().equals(stage.platform())
                || !record.repository().equals(plan.hub().image(record.name()))
                || !record.sources().equals(stage.inputs())) {
            throw new MalformedContentException(what + ": stage, platform, repository or sources of " + name(record)
                    + " are not those of the plan");
        }
    }

    private static String name(ImageRecord record) {
        return record.name() + " (" + record.variant() + ")";
    }

    /** Id of the stage. */
    @Whitelisted
    public String getStage() {
        return stage;
    }

    /** How many images it made. */
    @Whitelisted
    public int getCount() {
        return count;
    }

    /** The text of the records. */
    public String records() {
        return records;
    }

    /**
     * Reads a text of records.
     *
     * @param what names it in errors
     * @throws MalformedContentException if it is none
     */
    public static List<ImageRecord> read(String text, String what) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedContentException(what + " is larger than 4 MiB");
        }
        JsonNode json = Json.read(text.getBytes(StandardCharsets.UTF_8), what);
        if (!json.isArray()) {
            throw new MalformedContentException(what + " is no list of images");
        }
        List<ImageRecord> records = new ArrayList<>();
        json.forEach(record -> records.add(ImageRecordJson.read(record, what)));
        return records;
    }

    @Override
    public String toString() {
        return count + " images of stage " + stage;
    }
}
