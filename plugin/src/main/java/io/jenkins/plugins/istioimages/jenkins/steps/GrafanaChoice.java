package io.jenkins.plugins.istioimages.jenkins.steps;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.agents.GrafanaGroup;
import io.jenkins.plugins.istioimages.jenkins.agents.TargetGroup;
import io.jenkins.plugins.istioimages.publish.grafana.GrafanaApi;
import java.io.IOException;
import java.net.URI;

/** Dashboards on grafana.com, as a call asks for them. */
final class GrafanaChoice implements TargetChoice {
    private static final long serialVersionUID = 1L;

    private final boolean given;
    private final String url;
    private final String credentialsId;

    GrafanaChoice(boolean given, String url, String credentialsId) {
        this.given = given;
        this.url = Texts.text(url);
        this.credentialsId = Texts.text(credentialsId);
    }

    @Override
    public boolean isGiven() {
        return given;
    }

    @Override
    public void check() {
        if (!given && (!url.isEmpty() || !credentialsId.isEmpty())) {
            throw new InputException("grafanaUrl and grafanaCredentialsId are for dashboards; give grafana: true");
        }
        address(url);
        if (given && credentialsId.isEmpty()) {
            throw new InputException("grafana needs a token: give grafanaCredentialsId");
        }
    }

    static URI address(String url) {
        return url.isEmpty() ? GrafanaApi.COM : Checks.web(url, "grafanaUrl");
    }

    @Override
    public TargetGroup with(RunCredentials credentials) throws IOException {
        URI server = address(url);
        return new GrafanaGroup(server, credentials.token(credentialsId, server));
    }
}
