package io.jenkins.plugins.istioimages.publish.attest;

import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.BeforeTags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Attaches the same claims to every image of a release before the first tag of it is written. */
public final class AttestedRelease implements BeforeTags {
    private static final Comparator<ImageAttester.Attested> ORDER = Comparator.comparing(
                    (ImageAttester.Attested attested) ->
                            attested.repository().digest(attested.manifest()).toString())
            .thenComparing(ImageAttester.Attested::predicateType);

    private final ImageAttester attester;
    private final List<Claim> claims;
    private final List<ImageAttester.Attested> attestations = new ArrayList<>();

    public AttestedRelease(ImageAttester attester, List<Claim> claims) {
        this.attester = attester;
        this.claims = List.copyOf(claims);
    }

    @Override
    public void image(Repository repository, ManifestContent image) {
        for (Claim claim : claims) {
            List<ImageAttester.Attested> made = attester.attest(repository, image, claim);
            synchronized (attestations) {
                attestations.addAll(made);
            }
        }
    }

    /** All attestations so far, sorted by what they are of and by type. */
    public List<ImageAttester.Attested> attestations() {
        synchronized (attestations) {
            return attestations.stream().sorted(ORDER).toList();
        }
    }
}
