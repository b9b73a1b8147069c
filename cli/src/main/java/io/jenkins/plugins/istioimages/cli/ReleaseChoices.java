package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a release is published to, and how: mixed into the verb that does it. */
final class ReleaseChoices {
    @Option(
            names = "--release",
            paramLabel = "DIR",
            description = "the directory out of a release; any of its targets may be named, and run again")
    private Path release;

    @Option(names = "--dry-run", description = "say what would be changed, and write nothing")
    private boolean dryRun;

    @Option(names = "--verify", description = "say whether all is there, and write nothing")
    private boolean verify;

    @Option(
            names = "--replace",
            description = "overwrite what is where the release's own should be: a tag at another commit or digest")
    private boolean replace;

    @Option(
            names = "--receipts",
            paramLabel = "DIR",
            description =
                    "where it is written what was asked of each target, found and done; default receipts beside the"
                            + " release's out")
    private Path receipts;

    @Mixin
    private HubChoices hubs = new HubChoices();

    @Mixin
    private BucketChoices buckets = new BucketChoices();

    @Mixin
    private TagChoices tags = new TagChoices();

    @Mixin
    private GrafanaChoices grafana = new GrafanaChoices();

    /** Whether a release was named. */
    boolean isGiven() {
        return release != null;
    }

    Path release() {
        return release;
    }

    Mode mode() {
        if (dryRun && verify) {
            throw new InputException(
                    "--dry-run says what would be changed, --verify whether something is missing; give one");
        }
        return dryRun ? Mode.DRY_RUN : verify ? Mode.VERIFY : Mode.PUBLISH;
    }

    boolean replace() {
        return replace;
    }

    Optional<Path> receipts() {
        return Optional.ofNullable(receipts);
    }

    HubChoices hubs() {
        return hubs;
    }

    BucketChoices buckets() {
        return buckets;
    }

    TagChoices tags() {
        return tags;
    }

    GrafanaChoices grafana() {
        return grafana;
    }
}
