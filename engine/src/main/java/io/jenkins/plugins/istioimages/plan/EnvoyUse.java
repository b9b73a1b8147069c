package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import java.util.List;
import java.util.Map;

/**
 * How builds of istio take an Envoy that {@link EnvoyPlanner} brought: the commit that scripts look for is the manifest's,
 * whatever istio.deps says (istio bin/init.sh, Makefile.core.mk), and which image it is goes into the key.
 */
final class EnvoyUse {
    private static final String SCRIPTS = "ISTIO_ENVOY_";
    /** No word on where Envoy comes from: which bootstrap configuration is used. */
    private static final String BOOTSTRAP = "ISTIO_ENVOY_BOOTSTRAP_";

    private final String image;
    private final ReleaseManifest manifest;
    private final Lock lock;

    /** @param image empty where istio's scripts bring Envoy themselves */
    EnvoyUse(String image, ReleaseManifest manifest, Lock lock) {
        this.image = image;
        this.manifest = manifest;
        this.lock = lock;
    }

    /**
     * Says what is wrong.
     *
     * @throws InputException if it is no image, or there is no telling which commit it should be of
     */
    void check() {
        if (image.isEmpty()) {
            return;
        }
        Reference.parse(image);
        if (manifest.proxyOverride().isPresent()) {
            throw new InputException("the manifest's proxyOverride says where Envoy is downloaded, and the image "
                    + image + " is to be taken: leave one of them out");
        }
        if (!lock.sources().containsKey(EnvoyPlanner.PROXY)) {
            throw new InputException(
                    "Envoy of the image " + image + " is to be taken, and the manifest has no dependency"
                            + " 'proxy', which tells of which commit it is");
        }
    }

    /** Changes what make is called with. */
    void addTo(Map<String, String> environment) {
        ResolvedSource proxy = lock.sources().get(EnvoyPlanner.PROXY);
        if (image.isEmpty() || proxy == null) {
            return;
        }
        environment.keySet().removeIf(name -> name.startsWith(SCRIPTS) && !name.startsWith(BOOTSTRAP));
        environment.put("PROXY_REPO_SHA", proxy.sha());
        environment.put("ISTIO_ENVOY_VERSION", proxy.sha());
    }

    List<String> bases() {
        return image.isEmpty() ? List.of() : List.of(image);
    }

    Map<StageParameter, String> parameters() {
        return image.isEmpty() ? Map.of() : Map.of(StageParameter.ENVOY, image);
    }
}
