package io.jenkins.plugins.istioimages.image.stage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction.Command;
import io.jenkins.plugins.istioimages.oci.Json;

/** The {@code Healthcheck} object of a configuration; durations in nanoseconds. */
final class HealthConfig {
    private HealthConfig() {}

    static ObjectNode of(Instruction.Healthcheck check) {
        ObjectNode result = Json.object();
        ArrayNode test = result.putArray("Test");
        if (check.command().isEmpty()) {
            test.add("NONE");
            return result;
        }
        Command command = check.command().get();
        test.add(command.exec() ? "CMD" : "CMD-SHELL");
        command.words().forEach(test::add);
        put(result, "Interval", check.timing().interval());
        put(result, "Timeout", check.timing().timeout());
        put(result, "StartPeriod", check.timing().startPeriod());
        put(result, "StartInterval", check.timing().startInterval());
        put(result, "Retries", check.timing().retries());
        return result;
    }

    private static void put(ObjectNode object, String field, long value) {
        if (value != 0) {
            object.put(field, value);
        }
    }
}
