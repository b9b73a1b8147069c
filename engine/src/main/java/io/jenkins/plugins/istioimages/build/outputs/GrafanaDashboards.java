package io.jenkins.plugins.istioimages.build.outputs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.build.FileMaker;
import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Dashboards in the form in which grafana.com takes them: the data source is asked for when one is imported, and the
 * description names the release (release-builder pkg/build/grafana.go).
 */
public final class GrafanaDashboards implements FileMaker {
    private static final String DIRECTORY = "manifests/addons/dashboards";
    private static final String DATA_SOURCE = "datasource";
    private static final String PROMETHEUS = "Prometheus";
    private static final long MAX_SIZE = 16L << 20;

    @Override
    public void make(Stage stage, StageDirectory directory, Path out) throws IOException {
        Path dashboards = directory.source("istio").resolve(DIRECTORY);
        if (!Files.isDirectory(dashboards)) {
            throw new InputException("outputs names grafana, and the istio source has no " + DIRECTORY);
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(dashboards)) {
            files = all.filter(file -> file.getFileName().toString().matches(".*-dashboard(?:\\.gen)?\\.json"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            Path target = out.resolve(ReleaseLayout.dashboard(name));
            Files.createDirectories(target.getParent());
            Files.writeString(target, external(file, DIRECTORY + "/" + name, stage.parameter(StageParameter.VERSION)));
        }
    }

    private static String external(Path file, String name, String version) throws IOException {
        if (Files.size(file) > MAX_SIZE) {
            throw new InputException(name + " is larger than 16 MiB");
        }
        ObjectNode dashboard = Json.readObject(Files.readAllBytes(file), name);
        if (!dashboard.path("description").asText("").isEmpty()) {
            throw new InputException(name + " has a description already: "
                    + dashboard.get("description").asText());
        }
        String title = dashboard.path("title").asText("");
        if (title.isEmpty()) {
            throw new InputException(name + " has no title");
        }
        dashboard.put("description", title + " version " + version);
        dashboard.set("__inputs", inputs());
        dashboard.set("__requires", requirements());
        ask(dashboard);
        return Json.pretty(dashboard);
    }

    /** Every data source that is named Prometheus becomes the one that the user chooses. */
    private static void ask(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path(DATA_SOURCE).isTextual()
                && object.get(DATA_SOURCE).asText().equals(PROMETHEUS)) {
            object.put(DATA_SOURCE, "${DS_PROMETHEUS}");
        }
        node.forEach(GrafanaDashboards::ask);
    }

    private static ArrayNode inputs() {
        ArrayNode inputs = Json.array();
        inputs.addObject()
                .put("name", "DS_PROMETHEUS")
                .put("label", PROMETHEUS)
                .put("description", "")
                .put("type", DATA_SOURCE)
                .put("pluginId", "prometheus")
                .put("pluginName", PROMETHEUS);
        return inputs;
    }

    private static ArrayNode requirements() {
        ArrayNode requirements = Json.array();
        require(requirements, "grafana", "grafana", "Grafana", "6.4.3");
        require(requirements, "panel", "graph", "Graph", "");
        require(requirements, DATA_SOURCE, "prometheus", PROMETHEUS, "5.0.0");
        require(requirements, "panel", "table", "Table", "");
        return requirements;
    }

    private static void require(ArrayNode requirements, String type, String id, String name, String version) {
        requirements
                .addObject()
                .put("type", type)
                .put("id", id)
                .put("name", name)
                .put("version", version);
    }
}
