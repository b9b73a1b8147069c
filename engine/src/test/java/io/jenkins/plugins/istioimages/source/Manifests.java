package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.manifest.Auto;
import io.jenkins.plugins.istioimages.manifest.Dependency;
import io.jenkins.plugins.istioimages.manifest.DockerOutput;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Manifests with nothing but dependencies. */
final class Manifests {
    private Manifests() {}

    static ReleaseManifest release(String version, Dependency... dependencies) {
        Map<String, Dependency> byName = new LinkedHashMap<>();
        for (Dependency dependency : dependencies) {
            byName.put(dependency.name(), dependency);
        }
        return new ReleaseManifest(
                version,
                Optional.empty(),
                DockerOutput.TAR,
                List.of(Platform.parse("linux/amd64")),
                Optional.empty(),
                Optional.empty(),
                Set.of(Output.DOCKER),
                Map.of(),
                false,
                byName);
    }

    /** An entry without any field but its name, on line 5 of {@code manifest.yaml}. */
    static Dep dep(String name) {
        return new Dep(name);
    }

    /** A dependency in the making. */
    static final class Dep {
        private final String name;
        private Optional<String> git = Optional.empty();
        private Optional<String> branch = Optional.empty();
        private Optional<String> sha = Optional.empty();
        private Optional<Auto> auto = Optional.empty();
        private Optional<String> localpath = Optional.empty();
        private String file = "manifest.yaml";

        private Dep(String name) {
            this.name = name;
        }

        Dep git(Object url) {
            git = Optional.of(url.toString());
            return this;
        }

        Dep branch(String value) {
            branch = Optional.of(value);
            return this;
        }

        Dep sha(String value) {
            sha = Optional.of(value);
            return this;
        }

        Dep auto(Auto value) {
            auto = Optional.of(value);
            return this;
        }

        Dep localpath(Object value) {
            localpath = Optional.of(value.toString());
            return this;
        }

        Dep in(Path manifest) {
            file = manifest.toString();
            return this;
        }

        Dependency get() {
            return new Dependency(name, git, branch, sha, auto, localpath, false, new SourceLocation(file, 5, 3));
        }
    }
}
