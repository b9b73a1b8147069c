package io.jenkins.plugins.istioimages.publish.sign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Repository;

/**
 * What cosign signs of an image: a small JSON document that names its digest (cosign, SIGNATURE_SPEC.md, "Simple
 * Signing"). The bytes are those of Go's encoder: no white space, keys sorted, {@code optional} null where nobody claims
 * more.
 *
 * @param dockerReference repository that the image was signed in; cosign does not look at it, since images are copied
 * @param digest of the manifest or index
 */
public record SimpleSigning(String dockerReference, Digest digest) {
    private static final String TYPE = "cosign container image signature";
    private static final String DOCKER_HUB = "docker.io/";

    /** The payload for an image in a repository; Docker Hub is called as go-containerregistry calls it. */
    public static SimpleSigning of(Repository repository, Digest digest) {
        String name = repository.toString();
        return new SimpleSigning(name.startsWith(DOCKER_HUB) ? "index." + name : name, digest);
    }

    /**
     * Reads a payload that somebody signed.
     *
     * @param what names it in the error
     * @throws MalformedContentException if it is no payload of an image's signature
     */
    public static SimpleSigning parse(byte[] payload, String what) {
        ObjectNode json = Json.readObject(payload, what);
        String type = json.path("critical").path("type").asText("");
        if (!type.equals(TYPE)) {
            throw new MalformedContentException(what + " is of the type '" + type + "', not '" + TYPE + "'");
        }
        String digest = json.path("critical")
                .path("image")
                .path("docker-manifest-digest")
                .asText("");
        try {
            return new SimpleSigning(
                    json.path("critical")
                            .path("identity")
                            .path("docker-reference")
                            .asText(""),
                    Digest.parse(digest));
        } catch (InputException e) {
            throw new MalformedContentException(what + " names no image: " + e.getMessage(), e);
        }
    }

    /** What is signed. */
    public byte[] bytes() {
        ObjectNode json = Json.object();
        ObjectNode critical = json.putObject("critical");
        critical.putObject("identity").put("docker-reference", dockerReference);
        critical.putObject("image").put("docker-manifest-digest", digest.toString());
        critical.put("type", TYPE);
        json.putNull("optional");
        return Json.canonical(json);
    }
}
