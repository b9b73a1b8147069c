package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Updates as an agent found them, as lists and maps of Java, which any script may look at. */
public final class Updates {
    private static final int MAX_LENGTH = 4 << 20;
    private static final List<String> KEYS = List.of("kind", "name", "have", "now", "where", "text");

    private Updates() {}

    /**
     * Those findings of a report that somebody has to do something about.
     *
     * @param report as {@code istio-images updates --json} prints it
     * @return texts by {@code kind}, {@code name}, {@code have}, {@code now}, {@code where} and {@code text}
     * @throws WorkException if it is something else
     */
    public static List<Map<String, String>> of(String report) {
        if (report.length() > MAX_LENGTH) {
            throw new WorkException("the agent's report of updates has more than " + MAX_LENGTH + " characters");
        }
        JsonNode findings = Json.readObject(report.getBytes(StandardCharsets.UTF_8), "the agent's report of updates")
                .path("findings");
        if (!findings.isArray()) {
            throw new WorkException("the agent's report of updates has no findings");
        }
        List<Map<String, String>> updates = new ArrayList<>();
        for (JsonNode finding : findings) {
            if (finding.path("update").asBoolean(false)) {
                updates.add(map(finding));
            }
        }
        return updates;
    }

    private static Map<String, String> map(JsonNode finding) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String key : KEYS) {
            JsonNode value = finding.path(key);
            if (!value.isTextual()) {
                throw new WorkException("a finding of the agent's report of updates has no " + key);
            }
            map.put(key, value.asText());
        }
        return map;
    }
}
