package io.jenkins.plugins.istioimages.catalog.sbom;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What an SPDX document in JSON says about files and images.
 *
 * @param version of SPDX; empty where it says none
 * @param files SHA-256 by path in the release; empty where a file has none
 * @param packages version by name; of several with one name it is one of them
 * @param digests SHA-256 of packages: those of images are digests of their manifests
 */
public record BillFacts(
        String version, SortedMap<String, String> files, Map<String, String> packages, Set<String> digests) {
    /** Far more than any release has. */
    private static final int MOST = 200_000;

    public BillFacts {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        packages = Map.copyOf(packages);
        digests = Set.copyOf(digests);
    }

    /**
     * Reads a document, an element at a time.
     *
     * @throws WorkException if it is no JSON, or larger than any release's
     */
    public static BillFacts read(Path file) {
        SortedMap<String, String> files = new TreeMap<>();
        Map<String, String> packages = new TreeMap<>();
        Set<String> digests = new TreeSet<>();
        String[] version = {""};
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
                JsonParser parser = new ObjectMapper().getFactory().createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "spdxVersion" -> version[0] = parser.getValueAsString("");
                    case "files" ->
                        each(
                                parser,
                                one -> files.put(
                                        one.path("fileName").asText("").replaceFirst("^\\./", ""), sha256(one)));
                    case "packages" ->
                        each(parser, one -> {
                            digests.add(sha256(one));
                            packages.put(
                                    one.path("name").asText(""),
                                    one.path("versionInfo").asText(""));
                        });
                    default -> parser.skipChildren();
                }
                if (files.size() > MOST || digests.size() > MOST) {
                    throw new IOException("it names more than " + MOST + " files or packages");
                }
            }
        } catch (IOException e) {
            throw new WorkException("cannot read " + file.getFileName() + ": " + e.getMessage(), e);
        }
        digests.remove("");
        return new BillFacts(version[0], files, packages, digests);
    }

    private static void each(JsonParser parser, Consumer<JsonNode> element) throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            throw new IOException("it has no list of " + parser.currentName());
        }
        int count = 0;
        while (parser.nextToken() == JsonToken.START_OBJECT && ++count <= MOST) {
            element.accept(parser.readValueAsTree());
        }
    }

    private static String sha256(JsonNode element) {
        for (JsonNode checksum : element.path("checksums")) {
            if (checksum.path("algorithm").asText().equals("SHA256")) {
                return checksum.path("checksumValue").asText();
            }
        }
        return "";
    }
}
