package io.jenkins.plugins.istioimages.jenkins.pipeline;

import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.BOOLEAN;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.LINES;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.LIST;
import static io.jenkins.plugins.istioimages.jenkins.pipeline.KeyType.TEXT;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.wasm.WasmFormat;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.List;

/** The keys of {@code wasmPipeline}. */
final class WasmKeys {
    /** Keys that go to {@code wasmImage} as they are. */
    static final List<String> STEP =
            List.of("file", "created", "anyAbi", "credentialsId", "plainHttp", "caCredentialsId");

    private WasmKeys() {}

    static Keys keys() {
        return new Keys(
                "wasmPipeline",
                List.of(
                        new Key("file", TEXT, "must be given"),
                        new Key("repository", TEXT, "the system's hub, and the name of the file"),
                        new Key("build", LINES, "nothing, the module is in the source"),
                        new Key("builderImage", TEXT, "none"),
                        new Key("formats", LIST, WasmFormat.OCI.id()),
                        new Key("tags", LIST, "the branch's name"),
                        new Key("created", TEXT, "1970"),
                        new Key("anyAbi", BOOLEAN, "false"),
                        new Key("credentialsId", TEXT, "the system's"),
                        new Key("plainHttp", LIST, "the system's"),
                        new Key("caCredentialsId", TEXT, "the system's"),
                        PublishKeys.PUBLISH_BRANCHES,
                        new Key("releaseTags", LIST, "*"),
                        PublishKeys.PULL_REQUEST_BRANCHES,
                        PublishKeys.LABEL));
    }

    /** @throws InputException if something is missing or wrong that no agent is needed for */
    static void check(Settings settings) {
        if (settings.text("file").isEmpty()) {
            throw new InputException(
                    "wasmPipeline: say file, the path of the module in the workspace, like target/auth.wasm");
        }
        if (!settings.text("repository").isEmpty()) {
            Repository.parse(settings.text("repository"));
        }
        settings.list("formats").forEach(WasmFormat::parse);
        settings.list("tags").forEach(Reference::checkTag);
    }
}
