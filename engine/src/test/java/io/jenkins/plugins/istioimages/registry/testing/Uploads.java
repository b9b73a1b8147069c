package io.jenkins.plugins.istioimages.registry.testing;

import io.jenkins.plugins.istioimages.oci.Digest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Blob uploads, server side: whole, in pieces, by mounting. */
final class Uploads {
    private final Contents contents;
    private final Map<String, byte[]> open = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    Uploads(Contents contents) {
        this.contents = contents;
    }

    Reply answer(Call call, String repository, String id) {
        if (call.method().equals("POST")) {
            return begin(call, repository);
        }
        byte[] soFar = open.get(id);
        if (soFar == null) {
            return Reply.error(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
        }
        return switch (call.method()) {
            case "PATCH" -> piece(call, repository, id, soFar);
            case "PUT" -> close(call, repository, id, soFar);
            case "DELETE" -> {
                open.remove(id);
                yield Reply.of(204);
            }
            default -> state(Reply.of(204), repository, id, soFar);
        };
    }

    private Reply begin(Call call, String repository) {
        Optional<Digest> mounted = call.parameter("mount").map(Digest::parse);
        Optional<byte[]> there = mounted.filter(d -> contents.mounts).flatMap(digest -> call.parameter("from")
                .flatMap(contents::known)
                .map(from -> from.blobs().get(digest)));
        if (there.isPresent()) {
            contents.repository(repository).blobs().put(mounted.get(), there.get());
            return Reply.of(201).header("Location", "/v2/" + repository + "/blobs/" + mounted.get());
        }
        String id = "upload-" + count.incrementAndGet();
        open.put(id, new byte[0]);
        Reply reply = state(Reply.of(202), repository, id, new byte[0]);
        return contents.smallestChunk > 0
                ? reply.header("OCI-Chunk-Min-Length", String.valueOf(contents.smallestChunk))
                : reply;
    }

    private Reply piece(Call call, String repository, String id, byte[] soFar) {
        long from = call.header("Content-Range")
                .map(r -> Long.parseLong(r.substring(0, r.indexOf('-'))))
                .orElse((long) soFar.length);
        if (from != soFar.length) {
            call.body();
            return state(Reply.of(416), repository, id, soFar);
        }
        byte[] all = join(soFar, call.body());
        open.put(id, all);
        return state(Reply.of(202), repository, id, all);
    }

    private Reply close(Call call, String repository, String id, byte[] soFar) {
        byte[] all = join(soFar, call.body());
        Digest digest = Digest.parse(call.parameter("digest").orElse(""));
        open.remove(id);
        if (!Digest.of(digest.algorithm(), all).equals(digest)) {
            return Reply.error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
        }
        contents.repository(repository).blobs().put(digest, all);
        return Reply.of(201)
                .header("Location", "/v2/" + repository + "/blobs/" + digest)
                .header("Docker-Content-Digest", digest.toString());
    }

    /** Keeps what came of a body that breaks off, as registries do. */
    void keep(String id, byte[] part) {
        open.computeIfPresent(id, (k, soFar) -> join(soFar, part));
    }

    private static Reply state(Reply reply, String repository, String id, byte[] soFar) {
        return reply.header("Location", "/v2/" + repository + "/blobs/uploads/" + id)
                .header("Range", "0-" + Math.max(0, soFar.length - 1));
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
