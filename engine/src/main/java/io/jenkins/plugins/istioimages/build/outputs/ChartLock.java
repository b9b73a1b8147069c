package io.jenkins.plugins.istioimages.build.outputs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.plan.ChartYaml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code Chart.lock}: which charts were put into a package (helm internal/resolver, HashReq; pkg/chart/dependency.go).
 * The time in it is the release's, where Helm has the clock's.
 */
final class ChartLock {
    /** Fields of a dependency in the order in which Go's encoder writes them; the first is always written. */
    private static final List<String> FIELDS =
            List.of("name", "version", "repository", "condition", "tags", "enabled", "import-values", "alias");

    private static final ObjectMapper JSON = new ObjectMapper();

    private ChartLock() {}

    /** The file's text, for a chart that needs others. */
    static String text(ChartYaml chart, Instant time) {
        List<Map<String, Object>> locked = new ArrayList<>();
        List<Map<String, Object>> asked = new ArrayList<>();
        for (ChartYaml.Dependency dependency : chart.dependencies()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            FIELDS.stream()
                    .filter(field -> dependency.fields().get(field) != null)
                    .forEach(field -> fields.put(field, dependency.fields().get(field)));
            asked.add(fields);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", dependency.name());
            entry.put("version", dependency.version());
            entry.put("repository", dependency.repository());
            locked.add(entry);
        }
        Map<String, Object> file = new TreeMap<>();
        file.put("dependencies", locked.stream().map(TreeMap::new).toList());
        file.put("digest", digest(List.of(asked, locked)));
        file.put("generated", time.toString());
        return ChartYaml.dump(file);
    }

    private static String digest(List<List<Map<String, Object>>> both) {
        try {
            // Go's encoder writes these three as escapes.
            String json = JSON.writeValueAsString(both)
                    .replace("&", "\\u0026")
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e");
            return Digest.sha256(json).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values always have a JSON form", e);
        }
    }
}
