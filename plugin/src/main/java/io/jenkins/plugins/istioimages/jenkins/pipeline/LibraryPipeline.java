package io.jenkins.plugins.istioimages.jenkins.pipeline;

import io.jenkins.plugins.istioimages.jenkins.agents.PlanRequest;
import io.jenkins.plugins.istioimages.jenkins.data.PipelinePlan;
import java.util.Optional;

/** The pipelines that there are: the keys of each, and who decides what it does. */
enum LibraryPipeline {
    ISTIO("istioPipeline") {
        @Override
        Keys keys() {
            return IstioKeys.keys();
        }

        @Override
        void check(Settings settings) {
            BuilderKeys.step().read(settings.map("builderImages"));
        }

        @Override
        Optional<PlanRequest> release(Settings settings) {
            return Optional.of(manifest(settings));
        }

        @Override
        PipelinePlan plan(Settings settings, Occasion occasion) {
            return new IstioPipeline(settings, occasion).plan();
        }
    },
    ENVOY("envoyPipeline") {
        @Override
        Keys keys() {
            return EnvoyKeys.keys();
        }

        @Override
        Optional<PlanRequest> release(Settings settings) {
            return Optional.of(manifest(settings));
        }

        @Override
        PipelinePlan plan(Settings settings, Occasion occasion) {
            return new EnvoyPipeline(settings, occasion).plan();
        }
    },
    BUILDER("builderPipeline") {
        @Override
        Keys keys() {
            return BuilderKeys.pipeline();
        }

        /** All of a pull request is checked, not only what came to it since it was checked last. */
        @Override
        String base(Settings settings, Head head) {
            if (!head.or(settings.list("pullRequestBranches")).isChangeRequest()) {
                return "";
            }
            return settings.text("baseBranch", head.target().isEmpty() ? BuilderKeys.BASE : head.target());
        }

        @Override
        PipelinePlan plan(Settings settings, Occasion occasion) {
            return new BuilderPipeline(settings, occasion).plan();
        }
    },
    WASM("wasmPipeline") {
        @Override
        Keys keys() {
            return WasmKeys.keys();
        }

        @Override
        void check(Settings settings) {
            WasmKeys.check(settings);
        }

        @Override
        PipelinePlan plan(Settings settings, Occasion occasion) {
            return new WasmPipeline(settings, occasion).plan();
        }
    };

    private static PlanRequest manifest(Settings settings) {
        PlanRequest request = new PlanRequest(settings.text("manifest", IstioKeys.MANIFEST));
        return settings.text("version").isEmpty()
                ? request.versionFrom(settings.text("versionFrom"))
                : request.version(settings.text("version"));
    }

    private final String title;

    LibraryPipeline(String title) {
        this.title = title;
    }

    /** As a Jenkinsfile calls it. */
    String title() {
        return title;
    }

    abstract Keys keys();

    /**
     * Refuses what can be seen to be wrong before a run has an agent.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if something is
     */
    void check(Settings settings) {}

    /** The release whose version a run has to know before it decides. */
    Optional<PlanRequest> release(Settings settings) {
        return Optional.empty();
    }

    /**
     * The branch that what a run builds is compared with.
     *
     * @return empty where that is the last successful build
     */
    String base(Settings settings, Head head) {
        return "";
    }

    abstract PipelinePlan plan(Settings settings, Occasion occasion);
}
