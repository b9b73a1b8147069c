package io.jenkins.plugins.istioimages.publish.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.publish.bucket.Buckets;
import io.jenkins.plugins.istioimages.publish.bucket.HelmIndexTarget;
import io.jenkins.plugins.istioimages.publish.bucket.ReleaseBucketTarget;
import io.jenkins.plugins.istioimages.publish.bucket.S3Server;
import io.jenkins.plugins.istioimages.publish.bucket.ServiceAccountFile;
import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.BucketLogin;
import io.jenkins.plugins.istioimages.publish.storage.StorageOptions;
import io.jenkins.plugins.istioimages.publish.storage.gcs.GcsServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A bucket with a release's files and an alias, or with its Helm repository. */
final class BucketPlace extends Place {
    private static final String URL = "https://charts.example/";
    private static final StorageOptions ONCE = StorageOptions.DEFAULT.withAttempts(1);

    private final OneOfEach release;
    private final boolean charts;
    private final String scheme;
    private final BucketLogin login;
    /** Past the proxy, keys below a prefix, and the content of an object. */
    private final Function<String, Set<String>> keys;

    private final Function<String, Optional<String>> content;

    private BucketPlace(
            int port,
            OneOfEach release,
            boolean charts,
            String scheme,
            BucketLogin login,
            Function<String, Set<String>> keys,
            Function<String, Optional<String>> content)
            throws IOException {
        super(port);
        this.release = release;
        this.charts = charts;
        this.scheme = scheme;
        this.login = login;
        this.keys = keys;
        this.content = content;
    }

    static BucketPlace s3(S3Server server, OneOfEach release, boolean charts) throws IOException {
        return new BucketPlace(
                server.port(),
                release,
                charts,
                "s3://" + S3Server.BUCKET,
                new BucketLogin.AccessKey("AKIATEST", "secret"),
                server::keys,
                server::find);
    }

    static BucketPlace gcs(GcsServer server, OneOfEach release, boolean charts) throws IOException {
        return new BucketPlace(
                server.port(),
                release,
                charts,
                "gs://" + GcsServer.BUCKET,
                new BucketLogin.ServiceAccount(ServiceAccountFile.json(server.tokens())),
                server.objects::keys,
                server.objects::text);
    }

    @Override
    PublishTarget target(String round) {
        BucketAddress address = BucketAddress.parse(scheme + "/" + place(round) + "?endpoint=http://" + host());
        Bucket bucket = Buckets.open(address, login, ONCE);
        return charts
                ? new HelmIndexTarget(bucket, address.prefix(), URI.create(URL), release.charts(), OneOfEach.CREATED)
                : new ReleaseBucketTarget(bucket, address.prefix(), release.out, OneOfEach.VERSION, List.of("latest"));
    }

    private String place(String round) {
        return round + (charts ? "-charts" : "-files");
    }

    @Override
    String visible(String round) {
        StringBuilder text = new StringBuilder();
        for (String key : keys.apply(place(round) + "/")) {
            text.append(key.substring(place(round).length()))
                    .append(' ')
                    .append(content.apply(key).orElseThrow().hashCode())
                    .append('\n');
        }
        return text.toString();
    }

    /** The alias leads to a whole release, the index to charts that are there: what leads somewhere is read first. */
    @Override
    void watch(String round, String request) {
        boolean alias = !charts && content.apply(place(round) + "/latest").isPresent();
        String index = charts ? content.apply(place(round) + "/index.yaml").orElse("") : "";
        if (alias) {
            assertThat(keys.apply(place(round) + "/"))
                    .contains(
                            place(round) + "/1.14.5/" + OneOfEach.ARCHIVE,
                            place(round) + "/1.14.5/grafana/" + OneOfEach.DASHBOARD + ".json",
                            place(round) + "/1.14.5/helm/" + OneOfEach.CHART);
        }
        if (index.contains(URL + OneOfEach.CHART)) {
            assertThat(keys.apply(place(round) + "/")).contains(place(round) + "/" + OneOfEach.CHART);
        }
    }
}
