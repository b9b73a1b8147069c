package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The addresses of the protocol (distribution-spec, "Endpoints"). */
final class Endpoints {
    /** Docker Hub's registry answers under another name than its references have. */
    private static final String HUB_HOST = "registry-1.docker.io";

    private final Targets targets;
    private final Predicate<String> speaksTls;
    private final Map<String, URI> bases = new ConcurrentHashMap<>();

    /** @param speaksTls finds out whether a loopback registry does */
    Endpoints(Targets targets, Predicate<String> speaksTls) {
        this.targets = targets;
        this.speaksTls = speaksTls;
    }

    /** To where credentials of the repository's registry go, and to nowhere else. */
    Origin origin(Repository repository) {
        return Origin.of(base(repository.registry()));
    }

    /** Where a registry says whether it is one. */
    URI base(Repository repository) {
        return base(repository.registry()).resolve("/v2/");
    }

    URI manifest(Repository repository, String tagOrDigest) {
        return at(repository, "manifests/" + tagOrDigest);
    }

    URI blob(Repository repository, Digest digest) {
        return at(repository, "blobs/" + digest);
    }

    URI uploads(Repository repository) {
        return at(repository, "blobs/uploads/");
    }

    URI mount(Repository repository, Digest digest, Repository from) {
        return at(
                repository,
                "blobs/uploads/?mount=" + digest + "&from=" + URLEncoder.encode(from.path(), StandardCharsets.UTF_8));
    }

    URI tags(Repository repository, int pageSize) {
        return at(repository, "tags/list?n=" + pageSize);
    }

    URI referrers(Repository repository, Digest subject) {
        return at(repository, "referrers/" + subject);
    }

    /** The address that ends an upload. */
    static URI closing(URI session, Digest digest) {
        String text = session.toString();
        return URI.create(text + (session.getRawQuery() == null ? "?" : "&") + "digest=" + digest);
    }

    private URI at(Repository repository, String rest) {
        return base(repository.registry()).resolve("/v2/" + repository.path() + "/" + rest);
    }

    private URI base(String registry) {
        URI known = bases.get(registry);
        if (known == null) {
            known = URI.create(scheme(registry) + "://" + host(registry) + "/");
            bases.put(registry, known);
        }
        return known;
    }

    private String scheme(String registry) {
        Origin plain = Origin.of(URI.create("http://" + registry));
        if (targets.isNamed(plain) || targets.isNamed(new Origin("http", registry, plain.port()))) {
            return "http";
        }
        return Hosts.isLoopback(plain.host()) && !speaksTls.test(registry) ? "http" : "https";
    }

    private static String host(String registry) {
        return registry.equals(Repository.DOCKER_HUB) ? HUB_HOST : registry;
    }
}
