package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.manifest.Output;
import java.util.Locale;

/** What a stage is for. */
public enum StageKind {
    /** The images of one platform from the istio source. */
    ISTIO(Output.DOCKER, true, true),
    /** The proxy's binary of one platform, which images take in: compiled, or taken out of an image. */
    ENVOY(Output.DOCKER, true, true),
    /** istioctl for every system, alone and with charts, profiles and samples. */
    ARCHIVE(Output.ARCHIVE, false, true),
    /** Packaged Helm charts. */
    HELM(Output.HELM, false, true),
    /** The sidecar as Debian package of one platform. */
    DEBIAN(Output.DEBIAN, true, true),
    /** The sidecar as RPM package of one platform. */
    RPM(Output.RPM, true, true),
    /** Dashboards as grafana.com takes them. */
    GRAFANA(Output.GRAFANA, false, true),
    /** Licences of every source. */
    LICENSES(Output.LICENSES, false, false),
    /** All sources in one archive. */
    SOURCES(Output.SOURCES, false, false),
    /** What the sources consist of and require; the bill of what is released is written when all of it is there. */
    SBOM(Output.SBOM, false, false);

    private final Output output;
    private final boolean perPlatform;
    private final boolean inWorkingCopies;

    StageKind(Output output, boolean perPlatform, boolean inWorkingCopies) {
        this.output = output;
        this.perPlatform = perPlatform;
        this.inWorkingCopies = inWorkingCopies;
    }

    /** The name in stage ids. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What of the manifest's outputs it makes. */
    public Output output() {
        return output;
    }

    /** Whether it makes images; all others make files. */
    public boolean makesImages() {
        return this == ISTIO || this == ENVOY;
    }

    /** Whether there is one for each platform; what others make is the same wherever they run. */
    public boolean perPlatform() {
        return perPlatform;
    }

    /** Whether its sources are checked out; others read them in the source cache. */
    public boolean inWorkingCopies() {
        return inWorkingCopies;
    }
}
