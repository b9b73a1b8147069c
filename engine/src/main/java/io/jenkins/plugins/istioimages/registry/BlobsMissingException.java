package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.store.MissingContent;
import java.util.List;
import java.util.Set;

/**
 * A manifest was refused because the registry lacks what it refers to, though it may have said before that it is there.
 * The store no longer believes what the registry says about these; pushing them again sends them.
 */
public class BlobsMissingException extends RegistryException implements MissingContent {
    private static final long serialVersionUID = 1L;

    private final transient Set<Digest> missing;

    public BlobsMissingException(String message, int status, List<String> codes, Set<Digest> missing) {
        super(message, status, codes);
        this.missing = Set.copyOf(missing);
    }

    @Override
    public Set<Digest> missing() {
        return missing == null ? Set.of() : missing;
    }
}
