package io.jenkins.plugins.istioimages.publish.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A dashboard of a release, in a file. */
final class Dashboard {
    /** What a server numbers dashboards with, whoever made them. */
    private static final List<String> NUMBERS = List.of("id", "gnetId", "version", "revision", "iteration");

    private static final long MOST = 16L << 20;

    private final String name;
    private final long id;
    private final Path file;

    /** @param id on grafana.com */
    Dashboard(String name, long id, Path file) {
        this.name = name;
        this.id = id;
        this.file = file;
    }

    String name() {
        return name;
    }

    long id() {
        return id;
    }

    /** @throws InputException if the file is missing or too large */
    byte[] content() {
        try {
            if (Files.size(file) > MOST) {
                throw new InputException("dashboard " + file + " is larger than " + MOST + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputException(
                    "dashboard '" + name + "' of the manifest cannot be read from " + file + ": " + e.getMessage(), e);
        }
    }

    /** @throws InputException if the file is no dashboard */
    String digest() {
        try {
            return digest(content(), file.toString());
        } catch (MalformedContentException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    /**
     * What a dashboard is, for comparing: however it is written, and whatever numbers a server gave it.
     *
     * @throws MalformedContentException if it is no JSON object
     */
    static String digest(byte[] content, String what) {
        ObjectNode dashboard = Json.readObject(content, what);
        NUMBERS.forEach(dashboard::remove);
        return Digest.sha256(Json.canonical(plain(dashboard))).toString();
    }

    /** 1.0 and 1 are one number to those who write dashboards, and written either way. */
    private static JsonNode plain(JsonNode node) {
        if (node.isFloatingPointNumber()) {
            BigDecimal number = node.decimalValue().stripTrailingZeros();
            return DecimalNode.valueOf(number.scale() < 0 ? number.setScale(0) : number);
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(plain(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, plain(array.get(i)));
            }
        }
        return node;
    }
}
