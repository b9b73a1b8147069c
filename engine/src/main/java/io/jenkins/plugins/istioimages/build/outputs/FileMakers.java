package io.jenkins.plugins.istioimages.build.outputs;

import io.jenkins.plugins.istioimages.build.FileMaker;
import io.jenkins.plugins.istioimages.plan.StageKind;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.SourceArchive;
import java.util.Map;

/** A maker for every kind of stage that makes files. */
public final class FileMakers {
    private FileMakers() {}

    /**
     * All of them.
     *
     * @param lock the release's sources
     * @param mirrors where those are read that are not checked out
     */
    public static Map<StageKind, FileMaker> of(Lock lock, MirrorCache mirrors) {
        SourceArchive sources = new SourceArchive(mirrors);
        return Map.of(
                StageKind.ARCHIVE, new IstioctlArchives(),
                StageKind.HELM, new HelmCharts(),
                StageKind.DEBIAN, new SidecarPackage("istio-sidecar.deb"),
                StageKind.RPM, new SidecarPackage("istio-sidecar.rpm"),
                StageKind.GRAFANA, new GrafanaDashboards(),
                StageKind.LICENSES, new Licenses(lock, sources),
                StageKind.SOURCES, new SourcesArchive(lock, sources));
    }
}
