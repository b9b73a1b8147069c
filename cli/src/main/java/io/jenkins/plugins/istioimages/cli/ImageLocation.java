package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where an image is or goes, in the words that skopeo and buildah users know (containers-transports(5)):
 * {@code docker://REF} or just {@code REF}, {@code oci:DIR[:NAME]}, {@code oci-archive:FILE[:NAME]},
 * {@code docker-archive:FILE[:REF]}.
 *
 * @param transport kind of place
 * @param path directory or file; empty for a registry
 * @param name reference in the registry or archive; empty where the place holds one image only
 */
record ImageLocation(Transport transport, Optional<Path> path, Optional<String> name) {
    /** Kinds of places, by their prefix. */
    enum Transport {
        REGISTRY("docker:"),
        LAYOUT("oci:"),
        OCI_ARCHIVE("oci-archive:"),
        DOCKER_ARCHIVE("docker-archive:");

        private final String prefix;

        Transport(String prefix) {
            this.prefix = prefix;
        }
    }

    /**
     * Reads a location.
     *
     * @throws InputException if the prefix is unknown or what follows it is missing
     */
    static ImageLocation parse(String text) {
        for (Transport transport : Transport.values()) {
            if (text.startsWith(transport.prefix)) {
                String rest = text.substring(transport.prefix.length());
                return transport == Transport.REGISTRY ? registry(text, rest) : onDisk(transport, text, rest);
            }
        }
        int slashes = text.indexOf("://");
        if (slashes >= 0) {
            throw unknownTransport(text, text.substring(0, slashes + 1));
        }
        if (text.isBlank()) {
            throw new InputException("an image location is empty; expected REF, oci:DIR:NAME or docker-archive:FILE");
        }
        return new ImageLocation(Transport.REGISTRY, Optional.empty(), Optional.of(text));
    }

    private static ImageLocation registry(String text, String rest) {
        if (!rest.startsWith("//") || rest.length() == 2) {
            // "docker:5000/x" without slashes is a registry named docker.
            if (!rest.isEmpty() && !rest.startsWith("/")) {
                return new ImageLocation(Transport.REGISTRY, Optional.empty(), Optional.of(text));
            }
            throw new InputException("'" + text + "' names no image; expected docker://REF");
        }
        return new ImageLocation(Transport.REGISTRY, Optional.empty(), Optional.of(rest.substring(2)));
    }

    private static ImageLocation onDisk(Transport transport, String text, String rest) {
        int colon = rest.indexOf(':');
        String path = colon < 0 ? rest : rest.substring(0, colon);
        if (path.isEmpty()) {
            throw new InputException("'" + text + "' names no path; expected " + transport.prefix + "PATH[:NAME]");
        }
        Optional<String> name =
                colon < 0 || colon == rest.length() - 1 ? Optional.empty() : Optional.of(rest.substring(colon + 1));
        return new ImageLocation(transport, Optional.of(Path.of(path)), name);
    }

    private static InputException unknownTransport(String text, String prefix) {
        List<String> known = new ArrayList<>();
        Arrays.stream(Transport.values()).forEach(t -> known.add(t.prefix));
        return new InputException("'" + text + "': '" + prefix + "' is no place for images; expected one of "
                + String.join(", ", known) + NearestName.hint(prefix, known));
    }

    @Override
    public String toString() {
        return switch (transport) {
            case REGISTRY -> name.orElseThrow();
            default ->
                transport.prefix + path.orElseThrow() + name.map(n -> ":" + n).orElse("");
        };
    }
}
