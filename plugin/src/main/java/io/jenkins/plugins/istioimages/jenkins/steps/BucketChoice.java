package io.jenkins.plugins.istioimages.jenkins.steps;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.AbortException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.agents.BucketGroup;
import io.jenkins.plugins.istioimages.jenkins.agents.TargetGroup;
import io.jenkins.plugins.istioimages.publish.bucket.HelmIndexTarget;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files and charts of a release in buckets, as a call asks for them. */
final class BucketChoice implements TargetChoice {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> buckets;
    private final ArrayList<String> aliases;
    private final String helm;
    private final String helmUrl;
    private final String credentialsId;

    BucketChoice(FilePublishingStep step) {
        this.buckets = new ArrayList<>(step.getBuckets());
        this.aliases = new ArrayList<>(step.getBucketAliases());
        this.helm = Texts.text(step.getHelmBucket());
        this.helmUrl = Texts.text(step.getHelmUrl());
        this.credentialsId = Texts.text(step.getBucketCredentialsId());
    }

    @Override
    public boolean isGiven() {
        return !buckets.isEmpty() || !helm.isEmpty();
    }

    @Override
    public void check() {
        if (buckets.isEmpty() && !aliases.isEmpty()) {
            throw new InputException("bucketAliases are objects in buckets; give buckets: ['s3://BUCKET/PREFIX']");
        }
        if (helm.isEmpty() && !helmUrl.isEmpty()) {
            throw new InputException("helmUrl is where the repository of helmBucket is found; give that, too");
        }
        if (!isGiven() && !credentialsId.isEmpty()) {
            throw new InputException("bucketCredentialsId is for buckets; give buckets or helmBucket");
        }
        List<BucketAddress> all = addresses();
        if (!helm.isEmpty()) {
            checkHelm(helm, helmUrl);
        }
        if (!credentialsId.isEmpty()
                && all.stream().map(BucketAddress::kind).distinct().count() > 1) {
            throw new InputException(
                    "bucketCredentialsId is for buckets of one kind: publish to s3:// and to gs:// in" + " two calls");
        }
    }

    private List<BucketAddress> addresses() {
        return Stream.concat(buckets.stream(), Stream.of(helm).filter(one -> !one.isEmpty()))
                .map(BucketAddress::parse)
                .toList();
    }

    static void checkHelm(String bucket, String url) {
        BucketAddress address = BucketAddress.parse(bucket);
        if (!url.isEmpty()) {
            Checks.web(url, "helmUrl");
        } else if (HelmIndexTarget.url(address).isEmpty()) {
            throw new InputException("helmBucket " + address + ": say where users find it, with helmUrl");
        }
    }

    @Override
    public TargetGroup with(RunCredentials credentials) throws IOException {
        BucketGroup group = new BucketGroup(buckets, aliases).helm(helm, helmUrl);
        if (credentialsId.isEmpty()) {
            return group;
        }
        if (addresses().get(0).kind() == BucketAddress.Kind.GCS) {
            return group.serviceAccount(credentials.text(credentialsId));
        }
        StandardCredentials found = credentials.find(
                credentialsId,
                StandardCredentials.class,
                List.of(),
                "a user name with password: the id and the secret of an access key");
        if (found instanceof StandardUsernamePasswordCredentials user) {
            return group.accessKey(user.getUsername(), user.getPassword().getPlainText());
        }
        throw new AbortException("the credentials '" + credentialsId + "' do not fit s3://: expected a user name with"
                + " password, the id and the secret of an access key");
    }
}
