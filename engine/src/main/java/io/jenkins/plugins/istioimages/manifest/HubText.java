package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Checks of the two places a manifest names that are not git: the hub, and where Envoy's binary comes from. */
final class HubText {
    private static final Set<String> BINARY_SCHEMES = Set.of("https", "http", "s3", "file");

    private HubText() {}

    /** A hub: what image names are put behind. It may be a registry alone. */
    static String hub(String text) {
        if (text.contains("://")) {
            throw new InputException(Quoted.of(text) + " is wrong: a hub has no scheme; write "
                    + Quoted.of(text.substring(text.indexOf("://") + 3)));
        }
        try {
            Repository.parse(text + "/pilot");
        } catch (InputException e) {
            throw new InputException(
                    Quoted.of(text)
                            + " is wrong: expected a hub like docker.io/istio, which image names are put behind,"
                            + " without tag, digest or a slash at the end",
                    e);
        }
        return text;
    }

    /** A base URL; the file name is put behind it. */
    static String binaryBase(String text) {
        String scheme;
        try {
            URI uri = new URI(text);
            scheme = uri.isOpaque() || uri.getScheme() == null ? "" : uri.getScheme();
        } catch (URISyntaxException e) {
            throw new InputException(Quoted.of(text) + " is wrong: no URL, " + e.getReason(), e);
        }
        if (!BINARY_SCHEMES.contains(scheme)) {
            throw new InputException(Quoted.of(text)
                    + " is wrong: expected a base URL (https, http, s3 or file) like"
                    + " https://storage.googleapis.com/istio-build/proxy");
        }
        return text;
    }
}
