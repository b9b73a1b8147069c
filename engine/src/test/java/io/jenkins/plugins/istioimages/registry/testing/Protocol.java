package io.jenkins.plugins.istioimages.registry.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The distribution specification 1.1, server side; uploads are in {@link Uploads}. */
final class Protocol {
    private static final int LARGEST_MANIFEST = 4 * 1024 * 1024;
    private static final Pattern PATH =
            Pattern.compile("/v2/(.+?)/(manifests|blobs/uploads|blobs|tags/list|referrers)(?:/(.*))?");

    private final Contents contents;
    private final Uploads uploads;

    Protocol(Contents contents) {
        this.contents = contents;
        this.uploads = new Uploads(contents);
    }

    Reply answer(Call call) {
        if (call.path().equals("/v2/")) {
            return Reply.of(200);
        }
        Matcher path = PATH.matcher(call.path());
        if (!path.matches()) {
            return Reply.error(404, "NAME_UNKNOWN", "no such path");
        }
        String last = path.group(3) == null ? "" : path.group(3);
        try {
            return switch (path.group(2)) {
                case "blobs/uploads" -> uploads.answer(call, path.group(1), last);
                case "blobs" -> blob(call, path.group(1), Digest.parse(last));
                case "manifests" -> manifest(call, path.group(1), last);
                case "referrers" -> referrers(call, path.group(1), Digest.parse(last));
                default -> tags(call, path.group(1));
            };
        } catch (EngineException e) {
            return Reply.error(400, "DIGEST_INVALID", "wrong");
        }
    }

    /** Takes the first half of an upload's body and keeps it. */
    void keepHalf(Call call) {
        byte[] half = call.half();
        Matcher path = PATH.matcher(call.path());
        if (path.matches() && path.group(2).equals("blobs/uploads")) {
            uploads.keep(path.group(3), half);
        }
    }

    private Reply blob(Call call, String repository, Digest digest) {
        Contents.Repo repo = contents.known(repository).orElse(new Contents.Repo());
        byte[] content = repo.blobs().get(digest);
        if (content == null) {
            return Reply.error(404, "BLOB_UNKNOWN", "blob unknown to registry");
        }
        if (call.method().equals("DELETE")) {
            repo.blobs().remove(digest);
            return Reply.of(202);
        }
        Reply whole = Reply.of(200)
                .header("Docker-Content-Digest", digest.toString())
                .header("Accept-Ranges", "bytes")
                .body(content);
        return call.header("Range").map(range -> part(range, content)).orElse(whole);
    }

    private static Reply part(String range, byte[] content) {
        Matcher matcher = Pattern.compile("bytes=([0-9]+)-([0-9]*)").matcher(range);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) >= content.length) {
            return Reply.of(416);
        }
        int from = Integer.parseInt(matcher.group(1));
        int to = matcher.group(2).isEmpty()
                ? content.length - 1
                : Math.min(content.length - 1, Integer.parseInt(matcher.group(2)));
        return Reply.of(206)
                .header("Content-Range", "bytes " + from + "-" + to + "/" + content.length)
                .body(Arrays.copyOfRange(content, from, to + 1));
    }

    private Reply manifest(Call call, String repository, String selector) {
        return switch (call.method()) {
            case "PUT" -> putManifest(call, repository, selector);
            case "DELETE" -> deleteManifest(repository, selector);
            default -> getManifest(call, repository, selector);
        };
    }

    private Reply getManifest(Call call, String repository, String selector) {
        Optional<Contents.Stored> stored = contents.known(repository).flatMap(repo -> repo.find(selector));
        if (stored.filter(s -> accepts(call, s.mediaType())).isEmpty()) {
            return Reply.error(404, "MANIFEST_UNKNOWN", "manifest unknown");
        }
        byte[] bytes = stored.get().bytes();
        String digest =
                selector.indexOf(':') >= 0 ? selector : Digest.sha256(bytes).toString();
        return Reply.of(200)
                .header("Content-Type", stored.get().mediaType())
                .header("Docker-Content-Digest", digest)
                .body(bytes);
    }

    private static boolean accepts(Call call, String mediaType) {
        return call.headers().getOrDefault("accept", List.of()).stream().anyMatch(a -> a.contains(mediaType));
    }

    private Reply putManifest(Call call, String repository, String selector) {
        byte[] bytes = call.body();
        String mediaType = call.header("Content-Type").orElse("");
        if (bytes.length > LARGEST_MANIFEST) {
            return Reply.error(413, "SIZE_INVALID", "manifest too large");
        }
        Digest digest = selector.indexOf(':') >= 0 ? Digest.parse(selector) : Digest.sha256(bytes);
        if (!Digest.of(digest.algorithm(), bytes).equals(digest)) {
            return Reply.error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
        }
        Contents.Repo repo = contents.repository(repository);
        Manifest manifest = ManifestContent.verified(mediaType, bytes, digest).parse();
        Optional<Descriptor> missing = manifest.references().stream()
                .filter(child -> contents.checksReferences && !holds(repo, child))
                .findFirst();
        if (missing.isPresent()) {
            return Reply.error(
                    404, "MANIFEST_BLOB_UNKNOWN", "unknown: " + missing.get().digest());
        }
        repo.manifests().put(digest, new Contents.Stored(mediaType, bytes));
        if (selector.indexOf(':') < 0) {
            repo.tags().put(selector, digest);
        }
        Reply reply = Reply.of(201)
                .header("Docker-Content-Digest", digest.toString())
                .header("Location", "/v2/" + repository + "/manifests/" + digest);
        manifest.subject()
                .filter(subject -> contents.listsReferrers)
                .ifPresent(
                        subject -> reply.header("OCI-Subject", subject.digest().toString()));
        return reply;
    }

    private static boolean holds(Contents.Repo repo, Descriptor child) {
        return repo.blobs().containsKey(child.digest())
                || repo.manifests().containsKey(child.digest())
                || MediaTypes.isNonDistributable(child.mediaType());
    }

    private Reply deleteManifest(String repository, String selector) {
        Contents.Repo repo = contents.repository(repository);
        if (selector.indexOf(':') < 0) {
            if (!contents.deletesTags) {
                return Reply.error(400, "DIGEST_INVALID", "provided digest did not match uploaded content");
            }
            return repo.tags().remove(selector) == null
                    ? Reply.error(404, "MANIFEST_UNKNOWN", "unknown tag")
                    : Reply.of(202);
        }
        Digest digest = Digest.parse(selector);
        repo.tags().values().removeIf(digest::equals);
        return repo.manifests().remove(digest) == null
                ? Reply.error(404, "MANIFEST_UNKNOWN", "unknown manifest")
                : Reply.of(202);
    }

    private Reply referrers(Call call, String repository, Digest subject) {
        if (!contents.listsReferrers) {
            return Reply.of(404).header("Content-Type", "text/plain").body("404 page not found\n");
        }
        List<ObjectNode> all = contents.known(repository).stream()
                .flatMap(repo -> repo.manifests().entrySet().stream())
                .flatMap(entry -> referrer(entry.getKey(), entry.getValue(), subject))
                .toList();
        ObjectNode index = Json.object().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        ArrayNode list = index.putArray("manifests");
        Reply reply = Reply.of(200).header("Content-Type", MediaTypes.OCI_INDEX);
        page(call, reply, all).forEach(list::add);
        return reply.body(Json.canonical(index));
    }

    private static Stream<ObjectNode> referrer(Digest digest, Contents.Stored stored, Digest subject) {
        Manifest manifest = ManifestContent.verified(stored.mediaType(), stored.bytes(), digest)
                .parse();
        if (manifest.subject().filter(s -> s.digest().equals(subject)).isEmpty()) {
            return Stream.empty();
        }
        ObjectNode node = Json.object()
                .put("mediaType", stored.mediaType())
                .put("digest", digest.toString())
                .put("size", stored.bytes().length);
        manifest.artifactType().ifPresent(type -> node.put("artifactType", type));
        manifest.annotations().forEach(node.putObject("annotations")::put);
        return Stream.of(node);
    }

    private Reply tags(Call call, String repository) {
        Optional<Contents.Repo> repo = contents.known(repository);
        if (repo.isEmpty()) {
            return Reply.error(404, "NAME_UNKNOWN", "repository name not known to registry");
        }
        ObjectNode json = Json.object().put("name", repository);
        ArrayNode list = json.putArray("tags");
        Reply reply = Reply.of(200).header("Content-Type", "application/json");
        page(call, reply, List.copyOf(repo.get().tags().keySet())).forEach(list::add);
        return reply.body(Json.canonical(json));
    }

    private <T> List<T> page(Call call, Reply reply, List<T> all) {
        int from =
                Math.min(all.size(), call.parameter("at").map(Integer::parseInt).orElse(0));
        int asked = call.parameter("n").map(Integer::parseInt).orElse(Integer.MAX_VALUE);
        int to = (int) Math.min(all.size(), (long) from + Math.min(asked, contents.pageSize));
        if (to < all.size()) {
            reply.header("Link", "<" + call.path() + "?at=" + to + "&n=" + asked + ">; rel=\"next\"");
        }
        return all.subList(from, to);
    }
}
