package io.jenkins.plugins.istioimages.publish.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;

/**
 * What a request carries. It can be sent several times.
 *
 * @param type media type; empty without a body
 * @param length in bytes
 * @param publisher makes it anew for each time it is sent
 */
public record ApiBody(String type, long length, Opener publisher) {
    /** Opens a body. */
    @FunctionalInterface
    public interface Opener {
        /** @throws FileNotFoundException if there is no such file, or none that can be read */
        BodyPublisher open() throws FileNotFoundException;
    }

    /** Nothing. */
    public static ApiBody none() {
        return new ApiBody("", 0, BodyPublishers::noBody);
    }

    public static ApiBody json(JsonNode content) {
        return bytes("application/json", Json.canonical(content));
    }

    public static ApiBody bytes(String type, byte[] content) {
        byte[] copy = content.clone();
        return new ApiBody(type, copy.length, () -> BodyPublishers.ofByteArray(copy));
    }

    /** A file that does not change, sent as it is read. */
    public static ApiBody file(String type, Path file, long length) {
        return new ApiBody(type, length, () -> BodyPublishers.ofFile(file));
    }
}
