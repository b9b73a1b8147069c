package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.publish.grafana.GrafanaApi;
import io.jenkins.plugins.istioimages.publish.grafana.GrafanaTarget;
import io.jenkins.plugins.istioimages.publish.http.BearerToken;
import io.jenkins.plugins.istioimages.publish.http.Patience;
import io.jenkins.plugins.istioimages.publish.http.Pauses;
import io.jenkins.plugins.istioimages.publish.release.ReleaseFolder;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import io.jenkins.plugins.istioimages.source.Lock;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Dashboards of a release on grafana.com. */
public final class GrafanaGroup implements TargetGroup {
    private static final long serialVersionUID = 1L;

    private final URI server;
    private final String token;

    /**
     * @param server {@link GrafanaApi#COM}, or another
     * @param token for it
     */
    public GrafanaGroup(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    @Override
    public List<TargetName> names(Lock lock) {
        return List.of(GrafanaTarget.nameOf(server));
    }

    @Override
    public List<PublishTarget> targets(ReleaseFolder release, Path workspace, Machine machine) {
        GrafanaApi api =
                new GrafanaApi(server, new BearerToken(token), Patience.standard(), Pauses.SYSTEM, machine::say);
        return List.of(new GrafanaTarget(
                api,
                release.out().resolve(ReleaseLayout.DASHBOARDS),
                release.manifest().dashboards()));
    }

    @Override
    public String toString() {
        return "dashboards on " + server.getHost();
    }
}
