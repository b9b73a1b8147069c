package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.net.URI;
import java.util.List;

/** What the answers about an upload under way say. */
final class UploadSession {
    private UploadSession() {}

    /**
     * A session that was just opened.
     *
     * @param uri where to send the first bytes
     * @param smallestChunk bytes that each piece but the last must have at least; 0 for any
     */
    record Opened(URI uri, long smallestChunk) {}

    /**
     * Reads the answer that opens a session, to a plain POST or to one that asked for a mount.
     *
     * @throws RegistryException as {@link #location}
     */
    static Opened opened(Transport transport, Request request, Answer answer) {
        long smallest = answer.header("OCI-Chunk-Min-Length")
                .filter(text -> text.matches("[0-9]{1,15}"))
                .map(Long::parseLong)
                .orElse(0L);
        return new Opened(location(transport, request, answer), smallest);
    }

    /**
     * Where the upload goes on.
     *
     * @throws RegistryException if the answer does not say, or says somewhere where nothing may be sent
     */
    static URI location(Transport transport, Request request, Answer answer) {
        String location = answer.header("Location")
                .orElseThrow(() -> new RegistryException(
                        request.operation() + ": the registry did not say where to upload to (no Location)",
                        answer.status(),
                        List.of()));
        return transport.resolve(request.operation(), answer.uri(), location);
    }

    /** How many bytes have arrived, by {@code Range: 0-N}; nothing where the header is missing or {@code 0-0}. */
    static long received(Answer answer) {
        String range = answer.header("Range").orElse("").strip().replaceFirst("^bytes=", "");
        if (!range.matches("0-[0-9]{1,18}")) {
            return 0;
        }
        long last = Long.parseLong(range.substring(2));
        return last == 0 ? 0 : last + 1;
    }

    /** Tells the registry that an upload is not wanted any more. It would find out itself: failures do not matter. */
    static void abandon(Transport transport, Repository repository, URI session) {
        try {
            transport.once(Request.of("ending an upload to " + repository, "DELETE", session, Access.push(repository)));
        } catch (WireException | StoreException e) {
            return;
        }
    }
}
