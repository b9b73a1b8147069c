package io.jenkins.plugins.istioimages.publish.sign;

import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.BeforeTags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Signs every image of a release before the first tag of it is written, and remembers what it did. */
public final class SignedRelease implements BeforeTags {
    private static final Comparator<ImageSigner.Signed> ORDER = Comparator.comparing((ImageSigner.Signed signed) ->
            signed.repository().digest(signed.manifest()).toString());

    private final ImageSigner signer;
    private final List<ImageSigner.Signed> signatures = new ArrayList<>();

    public SignedRelease(ImageSigner signer) {
        this.signer = signer;
    }

    @Override
    public void image(Repository repository, ManifestContent image) {
        List<ImageSigner.Signed> made = signer.sign(repository, image);
        synchronized (signatures) {
            signatures.addAll(made);
        }
    }

    /** All signatures so far, sorted by what they are of. */
    public List<ImageSigner.Signed> signatures() {
        synchronized (signatures) {
            return signatures.stream().sorted(ORDER).toList();
        }
    }
}
