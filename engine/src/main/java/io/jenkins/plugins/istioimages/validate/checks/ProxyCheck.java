package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.Optional;

/** What istio's build takes from istio.deps must be what the manifest says. */
final class ProxyCheck implements Check {
    private static final String IMAGE = "proxyv2";
    private static final String VARIABLE = "ISTIO_META_ISTIO_PROXY_SHA";

    @Override
    public String name() {
        return "proxy";
    }

    @Override
    public String title() {
        return "The proxy in images is of the manifest's commit";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.DOCKER);
    }

    @Override
    public Outcome run(Release release) {
        String sha = release.manifest().dependencies().getOrDefault("proxy", "");
        if (sha.isEmpty()) {
            return Outcome.notApplicable("the manifest names no commit of proxy");
        }
        if (release.images().names().stream().noneMatch(name -> name.image().equals(IMAGE))) {
            return Outcome.notApplicable("there is no archive of " + IMAGE);
        }
        return Images.each(release, (image, findings) -> {
            if (image.name().image().equals(IMAGE)) {
                // istio's own build writes the name before it.
                String said = image.variable(VARIABLE).orElse("").replaceFirst("^istio-proxy:", "");
                findings.expect(image.where(), VARIABLE, said, sha);
            }
        });
    }
}
