package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.build.FileRecord;
import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.build.StageRecords;
import io.jenkins.plugins.istioimages.build.StageRecordsJson;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageOutput;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What a stage made, images or files: records as JSON text. */
public final class StageImages implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 4 << 20;

    private final String stage;
    private final String records;
    private final int count;
    private final ArrayList<String> files;

    private StageImages(String stage, String records, StageRecords read) {
        this.stage = stage;
        this.records = records;
        this.count = read.images().size();
        this.files = new ArrayList<>(read.files().stream().map(FileRecord::path).toList());
    }

    /** The text of records. */
    public static String write(StageRecords records) {
        return Json.pretty(StageRecordsJson.write(records));
    }

    /**
     * Checks what an agent says that a stage made: digests, sizes and names by their grammar, and that all of it is what
     * the plan has for the stage.
     *
     * @throws MalformedContentException naming what is wrong
     */
    public static StageImages check(Plan plan, Stage stage, String records) {
        String what = "the answer of the agent of stage " + stage.id();
        StageRecords read = read(records, what);
        if (stage.kind().makesImages()) {
            checkImages(plan, stage, read, what);
        } else {
            checkFiles(stage, read, what);
        }
        return new StageImages(stage.id(), records, read);
    }

    private static void checkImages(Plan plan, Stage stage, StageRecords read, String what) {
        Set<StageOutput> seen = new HashSet<>();
        for (ImageRecord record : read.images()) {
            checkRecord(plan, stage, record, what);
            if (!seen.add(new StageOutput(record.name(), record.variant()))) {
                throw new MalformedContentException(what + " has " + name(record) + " twice");
            }
        }
        if (seen.isEmpty() || !seen.containsAll(stage.outputs())) {
            throw new MalformedContentException(what + " lacks images of the plan: it has " + seen);
        }
        if (!read.files().isEmpty()) {
            throw new MalformedContentException(what + " has files, and the stage makes images");
        }
    }

    private static void checkFiles(Stage stage, StageRecords read, String what) {
        Set<String> seen = new HashSet<>();
        for (FileRecord file : read.files()) {
            // Of those that only the finished work tells, the directory is known: it is called like the stage.
            boolean planned = stage.files().isEmpty()
                    ? file.path().startsWith(stage.kind().id() + "/")
                    : stage.files().contains(file.path());
            if (!planned || !file.stage().equals(stage.id())) {
                throw new MalformedContentException(what + " has " + file.path() + ", which is not in the plan");
            }
            if (!seen.add(file.path())) {
                throw new MalformedContentException(what + " has " + file.path() + " twice");
            }
        }
        if (!seen.containsAll(stage.files())) {
            throw new MalformedContentException(what + " lacks files of the plan: it has " + seen);
        }
        if (!read.images().isEmpty()) {
            throw new MalformedContentException(what + " has images, and the stage makes files");
        }
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

    /** The files that it made, below the release's directory. */
    @Whitelisted
    public List<String> getFiles() {
        return Collections.unmodifiableList(files);
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
    public static StageRecords read(String text, String what) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedContentException(what + " is larger than 4 MiB");
        }
        JsonNode json = Json.read(text.getBytes(StandardCharsets.UTF_8), what);
        try {
            return StageRecordsJson.read(json, what);
        } catch (InputException e) {
            throw new MalformedContentException(what + ": " + e.getMessage(), e);
        }
    }

    /** {@link #read} of what several stages made, in their order. */
    public static StageRecords readAll(List<String> texts, String what) {
        List<ImageRecord> images = new ArrayList<>();
        List<FileRecord> files = new ArrayList<>();
        for (String text : texts) {
            StageRecords one = read(text, what);
            images.addAll(one.images());
            files.addAll(one.files());
        }
        return new StageRecords(images, files);
    }

    @Override
    public String toString() {
        return (files.isEmpty() ? count + " images" : files.size() + " files") + " of stage " + stage;
    }
}
