package io.jenkins.plugins.istioimages.publish.targets;

import io.jenkins.plugins.istioimages.publish.grafana.FakeGrafana;
import io.jenkins.plugins.istioimages.publish.grafana.GrafanaApi;
import io.jenkins.plugins.istioimages.publish.grafana.GrafanaTarget;
import io.jenkins.plugins.istioimages.publish.http.BearerToken;
import io.jenkins.plugins.istioimages.publish.http.FastPauses;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A grafana.com with a dashboard for each publication. */
final class GrafanaPlace extends Place {
    private static final long FIRST = 7000;

    private final FakeGrafana grafana;
    private final OneOfEach release;

    GrafanaPlace(FakeGrafana grafana, OneOfEach release) throws IOException {
        super(grafana.port());
        this.grafana = grafana;
        this.release = release;
    }

    @Override
    void prepare(String round) {
        grafana.revisions.put(id(round), new CopyOnWriteArrayList<>());
    }

    @Override
    PublishTarget target(String round) {
        GrafanaApi api = new GrafanaApi(
                URI.create("http://" + host()),
                new BearerToken(FakeGrafana.TOKEN),
                GitHubPlace.ONCE,
                new FastPauses(),
                line -> {});
        return new GrafanaTarget(api, release.dashboards(), Map.of(OneOfEach.DASHBOARD, id(round)));
    }

    @Override
    String visible(String round) {
        return String.join("\n", grafana.revisions.get(id(round)));
    }

    /** A revision is there as a whole or not at all, and nothing leads to it. */
    @Override
    void watch(String round, String request) {}

    private static long id(String round) {
        return FIRST + Math.floorMod(round.hashCode(), 1_000_000);
    }
}
