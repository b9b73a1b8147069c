package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.Serializable;

/**
 * What image names are put behind: {@code ghcr.io/resf/istio}, or a registry alone.
 *
 * @param name with its registry, without a slash at the end
 */
public record Hub(String name) implements Serializable {
    /** Where istio's makefiles say their images belong when nobody says otherwise. */
    public static final String DEFAULT = "docker.io/istio";

    /**
     * Reads a hub. Docker completes image names, and would take {@code istio} for an image of its library; as a hub it
     * is {@code docker.io/istio}.
     *
     * @throws InputException if images cannot be named below it
     */
    public static Hub parse(String text) {
        try {
            String child = Repository.parse(text + "/x").toString();
            return new Hub(child.substring(0, child.length() - "/x".length()));
        } catch (InputException e) {
            throw new InputException("hub '" + text + "' is wrong: expected registry/path, like ghcr.io/resf/istio", e);
        }
    }

    /**
     * The repository of an image.
     *
     * @throws InputException if it cannot be one
     */
    public Repository image(String image) {
        return Repository.parse(name + "/" + image);
    }

    /**
     * The hub itself, as that which repositories stand below.
     *
     * @throws InputException if it is a registry alone
     */
    public Repository repository() {
        int slash = name.indexOf('/');
        if (slash < 0) {
            throw new InputException("hub '" + name + "' is a registry alone: expected registry/path");
        }
        return new Repository(name.substring(0, slash), name.substring(slash + 1));
    }

    @Override
    public String toString() {
        return name;
    }
}
