package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.publish.bucket.Buckets;
import io.jenkins.plugins.istioimages.publish.bucket.HelmIndexTarget;
import io.jenkins.plugins.istioimages.publish.bucket.ReleaseBucketTarget;
import io.jenkins.plugins.istioimages.publish.release.ReleaseFolder;
import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.BucketLogin;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import io.jenkins.plugins.istioimages.source.Lock;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of a release, and a Helm repository of its charts, in buckets. */
public final class BucketGroup implements TargetGroup {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> buckets;
    private final ArrayList<String> aliases;
    private String helm = "";
    private String helmUrl = "";
    private String user = "";
    private String key = "";

    /**
     * @param buckets that get all files
     * @param aliases objects in them that hold the version
     */
    public BucketGroup(List<String> buckets, List<String> aliases) {
        this.buckets = new ArrayList<>(buckets);
        this.aliases = new ArrayList<>(aliases);
    }

    /**
     * @param bucket that gets the charts; empty for none
     * @param url where users find it; empty where the bucket says it
     */
    public BucketGroup helm(String bucket, String url) {
        helm = bucket;
        helmUrl = url;
        return this;
    }

    /** With an access key of S3. */
    public BucketGroup accessKey(String id, String word) {
        user = id;
        key = word;
        return this;
    }

    /** With the key file of a service account of Google. */
    public BucketGroup serviceAccount(String json) {
        return accessKey("", json);
    }

    @Override
    public List<TargetName> names(Lock lock) {
        List<TargetName> names = new ArrayList<>(buckets.stream()
                .map(BucketAddress::parse)
                .map(ReleaseBucketTarget::nameOf)
                .toList());
        if (!helm.isEmpty()) {
            names.add(HelmIndexTarget.nameOf(BucketAddress.parse(helm)));
        }
        return names;
    }

    @Override
    public List<PublishTarget> targets(ReleaseFolder release, Path workspace, Machine machine) {
        List<PublishTarget> targets = new ArrayList<>();
        for (String bucket : buckets) {
            BucketAddress address = BucketAddress.parse(bucket);
            targets.add(new ReleaseBucketTarget(
                    open(address, machine), address.prefix(), release.out(), release.version(), aliases));
        }
        if (!helm.isEmpty()) {
            BucketAddress address = BucketAddress.parse(helm);
            targets.add(new HelmIndexTarget(
                    open(address, machine),
                    address.prefix(),
                    helmUrl.isEmpty() ? HelmIndexTarget.url(address).orElseThrow() : URI.create(helmUrl),
                    release.out().resolve(ReleaseLayout.CHARTS),
                    release.created()));
        }
        return targets;
    }

    private Bucket open(BucketAddress address, Machine machine) {
        return Buckets.open(address, login(machine));
    }

    /** Without credentials of Jenkins: whoever the agent is. */
    private BucketLogin login(Machine machine) {
        if (key.isEmpty()) {
            return new BucketLogin.Environment(machine.environment());
        }
        return user.isEmpty() ? new BucketLogin.ServiceAccount(key) : new BucketLogin.AccessKey(user, key);
    }

    @Override
    public String toString() {
        return "buckets " + buckets + (helm.isEmpty() ? "" : " and " + helm);
    }
}
