package io.jenkins.plugins.istioimages.plan;

import java.util.Locale;

/** What a stage is for. */
public enum StageKind {
    /** The images of one platform from the istio source. */
    ISTIO;

    /** The name in stage ids. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
