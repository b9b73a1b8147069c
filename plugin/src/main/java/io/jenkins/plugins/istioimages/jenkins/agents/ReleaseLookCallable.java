package io.jenkins.plugins.istioimages.jenkins.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.catalog.ReleaseBuild;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.publish.release.ReleaseFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at a release in the workspace; gives version, lock and catalog as JSON, {@code {}} where there is none. */
public final class ReleaseLookCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;
    private static final long LARGEST = 8L << 20;

    private final String release;

    /** @param release directory {@code out} in the workspace */
    public ReleaseLookCallable(String release) {
        this.release = release;
    }

    @Override
    String work(Path workspace) throws IOException {
        Path directory = PlanCallable.inside(workspace, release);
        ObjectNode json = Json.object();
        if (!isThere(directory)) {
            return Json.pretty(json);
        }
        ReleaseFolder folder = ReleaseFolder.open(directory);
        json.put("version", folder.version());
        if (folder.hasLock()) {
            json.put("lock", text(folder.out().resolve(ReleaseBuild.LOCK)));
        }
        if (folder.hasCatalog()) {
            json.put("catalog", CatalogYaml.write(folder.catalog()));
        }
        return Json.pretty(json);
    }

    private static boolean isThere(Path directory) {
        return Files.isRegularFile(directory.resolve(ReleaseBuild.LOCK))
                || Files.isRegularFile(directory.resolve(ReleaseBuild.CATALOG));
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new InputException(file.getFileName() + " of the release is larger than " + LARGEST + " bytes");
        }
        return Files.readString(file);
    }
}
