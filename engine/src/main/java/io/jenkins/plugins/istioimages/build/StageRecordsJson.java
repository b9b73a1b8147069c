package io.jenkins.plugins.istioimages.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.util.ArrayList;
import java.util.List;

/** What stages made as a tree: {@code {"images": [...], "files": [{"path", "digest", "size", "stage"}]}}. */
public final class StageRecordsJson {
    private static final String IMAGES = "images";
    private static final String FILES = "files";
    private static final String STAGE = "stage";

    private StageRecordsJson() {}

    /** The tree. */
    public static ObjectNode write(StageRecords records) {
        ObjectNode json = Json.object();
        ArrayNode images = json.putArray(IMAGES);
        records.images().forEach(image -> images.add(ImageRecordJson.write(image)));
        ArrayNode files = json.putArray(FILES);
        records.files().forEach(file -> files.add(file.toJson().put(STAGE, file.stage())));
        return json;
    }

    /**
     * Reads what {@link #write} wrote, as something that anybody may have written.
     *
     * @param what names it in errors
     * @throws MalformedContentException if it is something else
     */
    public static StageRecords read(JsonNode json, String what) {
        if (!json.path(IMAGES).isArray() || !json.path(FILES).isArray()) {
            throw new MalformedContentException(what + " is no list of images and files");
        }
        List<ImageRecord> images = new ArrayList<>();
        json.path(IMAGES).forEach(image -> images.add(ImageRecordJson.read(image, what)));
        List<FileRecord> files = new ArrayList<>();
        json.path(FILES).forEach(file -> files.add(FileRecord.read(file, stage(file, what), what)));
        return new StageRecords(images, files);
    }

    private static String stage(JsonNode file, String what) {
        if (!file.path(STAGE).isTextual()) {
            throw new MalformedContentException(what + " has a file without a stage");
        }
        return file.path(STAGE).asText();
    }
}
