package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.Arrays;
import java.util.Locale;

/** What a stage is told beside the variables of its commands. */
public enum StageParameter {
    /** Version of the release. */
    VERSION,
    /** Time of everything in an archive, as an ISO instant: that of the istio source's commit. */
    CREATED,
    /** Id of what compresses archives. */
    COMPRESSOR,
    /** What image names are put behind in charts. */
    HUB,
    /** Text of release-builder's {@code manifest.yaml}. */
    MANIFEST,
    /** Where sources are, one a line: the name, a blank, the address. */
    ADDRESSES,
    /** Of a build of Envoy: patches, see {@link EnvoyPatches}. */
    PATCHES,
    /** Base images that take the place of others, one a line: the reference that a Dockerfile has, a blank, the other. */
    BASES,
    /** Reference of the image of {@link EnvoyPlanner} whose Envoy a build of istio takes. */
    ENVOY;

    /** The name in plans. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static StageParameter parse(String id) {
        return Arrays.stream(values())
                .filter(parameter -> parameter.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InputException("stages have no parameter '" + id + "'"));
    }
}
