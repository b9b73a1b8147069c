package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Digest;
import java.util.Set;

/**
 * Borne by an error that says a manifest was refused because what it refers to is not there, though the store may have
 * said before that it is. Whoever has it may push it again: the store then believes nobody.
 */
public interface MissingContent {
    /** What is missing, as far as the store says so. */
    Set<Digest> missing();
}
