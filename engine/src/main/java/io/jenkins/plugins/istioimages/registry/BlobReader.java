package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.VerifyingInputStream;
import java.io.InputStream;

/** Looks for blobs and reads them (distribution-spec, "Pulling blobs"). */
final class BlobReader {
    private final Transport transport;
    private final Endpoints endpoints;

    BlobReader(Transport transport, Endpoints endpoints) {
        this.transport = transport;
        this.endpoints = endpoints;
    }

    /** Whether a repository says it has a blob. */
    boolean exists(Repository repository, Digest digest, Access access) {
        Request request = Request.of(
                "looking for blob " + digest + " in " + repository, "HEAD", endpoints.blob(repository, digest), access);
        Answer answer = transport.send(request);
        if (answer.isSuccess()) {
            return true;
        }
        if (answer.is(404)) {
            return false;
        }
        throw transport.failure(request, answer);
    }

    /** A verified stream, which goes on by itself where a connection breaks. */
    InputStream open(Repository repository, Descriptor blob) {
        Request request = Request.of(
                        "pulling blob " + blob.digest() + " from " + repository,
                        "GET",
                        endpoints.blob(repository, blob.digest()),
                        Access.pull(repository))
                .withStreamedAnswer();
        ResumingStream stream = new ResumingStream(transport, request, blob.size());
        stream.begin();
        return new VerifyingInputStream(stream, blob, repository.toString());
    }
}
