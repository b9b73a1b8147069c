package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.publish.grafana.GrafanaApi;
import io.jenkins.plugins.istioimages.publish.grafana.GrafanaTarget;
import io.jenkins.plugins.istioimages.publish.http.BearerToken;
import io.jenkins.plugins.istioimages.publish.http.Patience;
import io.jenkins.plugins.istioimages.publish.http.Pauses;
import io.jenkins.plugins.istioimages.publish.release.ReleaseFolder;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Dashboards on grafana.com: mixed into the verb that publishes releases. */
final class GrafanaChoices {
    @Option(
            names = "--grafana",
            description = "the dashboards, under the ids that the manifest gives them, to grafana.com")
    private boolean grafana;

    @Option(
            names = "--grafanatoken",
            paramLabel = "FILE",
            description = "token for grafana.com, implies --grafana; else GRAFANA_TOKEN of the environment")
    private Path token;

    @Option(names = "--grafana-url", paramLabel = "URL", description = "instead of https://grafana.com")
    private URI url = GrafanaApi.COM;

    /** The target, where it was asked for. */
    List<PublishTarget> targets(ReleaseFolder release, Map<String, String> environment, Consumer<String> lines) {
        if (!grafana && token == null) {
            return List.of();
        }
        BearerToken secret = BearerToken.find(Optional.ofNullable(token), environment, List.of("GRAFANA_TOKEN"))
                .orElseThrow(() -> new InputException(
                        "--grafana needs a token: give --grafanatoken FILE, or GRAFANA_TOKEN in the environment"));
        GrafanaApi api = new GrafanaApi(url, secret, Patience.standard(), Pauses.SYSTEM, lines);
        return List.of(new GrafanaTarget(
                api,
                release.out().resolve(ReleaseLayout.DASHBOARDS),
                release.manifest().dashboards()));
    }
}
