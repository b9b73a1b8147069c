package io.jenkins.plugins.istioimages.build.outputs;

import io.jenkins.plugins.istioimages.build.FileMaker;
import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the package that make left (release-builder pkg/build/debian.go, rpm.go). */
public final class SidecarPackage implements FileMaker {
    private final String name;

    /** @param name that make gives it: {@code istio-sidecar.deb} or {@code istio-sidecar.rpm} */
    public SidecarPackage(String name) {
        this.name = name;
    }

    @Override
    public void make(Stage stage, StageDirectory directory, Path out) throws IOException {
        Path built = Path.of(stage.environment(directory.path().toString()).get("TARGET_OUT_LINUX"))
                .resolve("release")
                .resolve(name);
        if (!Files.isRegularFile(built)) {
            throw new WorkException("stage " + stage.id() + ": make left no " + built);
        }
        Path target = out.resolve(stage.files().get(0));
        Files.createDirectories(target.getParent());
        Files.copy(built, target);
    }
}
