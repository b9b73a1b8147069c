package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.build.FileMaker;
import io.jenkins.plugins.istioimages.build.outputs.FileMakers;
import io.jenkins.plugins.istioimages.catalog.sbom.SourceBill;
import io.jenkins.plugins.istioimages.plan.StageKind;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import java.util.EnumMap;
import java.util.Map;

/** Who makes the files of a release: {@link FileMakers}, and the bill of materials of the sources. */
public final class ReleaseMakers {
    private ReleaseMakers() {}

    /**
     * A maker for every kind of stage that makes files.
     *
     * @param lock the release's sources
     * @param mirrors where those are read that are not checked out
     */
    public static Map<StageKind, FileMaker> of(Lock lock, MirrorCache mirrors) {
        Map<StageKind, FileMaker> makers = new EnumMap<>(FileMakers.of(lock, mirrors));
        makers.put(StageKind.SBOM, new SourceBill(lock, mirrors));
        return makers;
    }
}
