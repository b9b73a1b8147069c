package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.cli.demo.DemoRepositories;
import java.nio.file.Path;

/** The git repositories that manifests in examples name. */
final class MiniRepositories {
    private MiniRepositories() {}

    /** @param home with this project's examples in it */
    static void create(Path home) {
        new DemoRepositories(home.resolve("examples")).create(home.resolve("target/demo/git"));
    }
}
