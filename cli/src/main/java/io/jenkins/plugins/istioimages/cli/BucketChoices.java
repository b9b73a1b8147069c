package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.publish.bucket.Buckets;
import io.jenkins.plugins.istioimages.publish.bucket.HelmIndexTarget;
import io.jenkins.plugins.istioimages.publish.bucket.ReleaseBucketTarget;
import io.jenkins.plugins.istioimages.publish.release.ReleaseFolder;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.BucketLogin;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A release's files and a Helm repository in buckets: mixed into the verb that publishes releases. */
final class BucketChoices {
    @Option(
            names = "--bucket",
            paramLabel = "URL",
            description = "every file of the release, to URL/VERSION: s3://BUCKET/PREFIX or gs://BUCKET/PREFIX, with"
                    + " ?endpoint=URL&region=NAME&pathStyle=true for stores that speak as S3 does; several may be"
                    + " given")
    private List<String> buckets = new ArrayList<>();

    @Option(
            names = "--bucket-alias",
            split = ",",
            paramLabel = "NAME",
            description = "an object URL/NAME in the buckets that holds the version, and moves with each release")
    private List<String> aliases = new ArrayList<>();

    @Option(
            names = "--helm-bucket",
            paramLabel = "URL",
            description = "the charts, and index.yaml that leads to them: a Helm repository")
    private String helm;

    @Option(
            names = "--helm-url",
            paramLabel = "URL",
            description = "where users find the Helm repository; of gs:// it is known")
    private URI helmUrl;

    /** The targets that were asked for. */
    List<PublishTarget> targets(ReleaseFolder release, Map<String, String> environment) {
        if (buckets.isEmpty() && !aliases.isEmpty()) {
            throw new InputException("--bucket-alias names an object in buckets; give --bucket URL");
        }
        if (helm == null && helmUrl != null) {
            throw new InputException("--helm-url is where the repository of --helm-bucket is found; give that, too");
        }
        BucketLogin login = new BucketLogin.Environment(environment);
        List<PublishTarget> targets = new ArrayList<>();
        for (String bucket : buckets) {
            BucketAddress address = BucketAddress.parse(bucket);
            targets.add(new ReleaseBucketTarget(
                    Buckets.open(address, login), address.prefix(), release.out(), release.version(), aliases));
        }
        if (helm != null) {
            BucketAddress address = BucketAddress.parse(helm);
            targets.add(new HelmIndexTarget(
                    Buckets.open(address, login),
                    address.prefix(),
                    url(address),
                    release.out().resolve(ReleaseLayout.CHARTS),
                    release.created()));
        }
        return targets;
    }

    private URI url(BucketAddress address) {
        return Optional.ofNullable(helmUrl)
                .or(() -> HelmIndexTarget.url(address))
                .orElseThrow(() ->
                        new InputException("--helm-bucket " + helm + ": say where users find it, with --helm-url"));
    }
}
