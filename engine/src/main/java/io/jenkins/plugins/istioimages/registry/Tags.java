package io.jenkins.plugins.istioimages.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lists and removes tags (distribution-spec, "Listing Tags" and "Deleting tags"). */
final class Tags {
    private static final int PAGE = 1000;
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final int MOST = 500_000;

    private final Transport transport;
    private final Endpoints endpoints;
    private final Pages pages;
    private final ManifestWriter writer;
    private final BlobPusher pusher;

    Tags(Transport transport, Endpoints endpoints, Pages pages, ManifestWriter writer, BlobPusher pusher) {
        this.transport = transport;
        this.endpoints = endpoints;
        this.pages = pages;
        this.writer = writer;
        this.pusher = pusher;
    }

    List<String> list(Repository repository) {
        String operation = "listing the tags of " + repository;
        URI first = endpoints.tags(repository, PAGE);
        SortedSet<String> all = new TreeSet<>();
        Optional<Answer> failed = pages.read(operation, repository, first, page -> collect(operation, page, all));
        if (failed.filter(answer -> !answer.is(404)).isPresent()) {
            throw transport.failure(Request.of(operation, "GET", first, Access.pull(repository)), failed.get());
        }
        return List.copyOf(all);
    }

    private static boolean collect(String operation, Answer page, SortedSet<String> all) {
        int before = all.size();
        try {
            JsonNode tags = Json.readObject(page.content(), "the registry's list of tags")
                    .path("tags");
            tags.forEach(tag -> all.add(Text.line(tag.asText(), 200)));
        } catch (MalformedContentException e) {
            throw new RegistryException(operation + ": " + e.getMessage(), e);
        }
        if (all.size() > MOST) {
            throw new RegistryException(operation + ": more than " + MOST + " tags");
        }
        return all.size() > before;
    }

    /**
     * Removes a tag and leaves what it points to. Where the registry deletes by digest only, the tag is first moved to a
     * manifest of its own, which is then deleted with it.
     */
    void remove(Reference tagged) {
        String tag = tagged.tag().orElseThrow();
        Repository repository = tagged.repository();
        Answer answer = writer.delete(repository, tag);
        if (answer.isSuccess() || answer.is(404)) {
            return;
        }
        if (!answer.is(400, 405, 501)) {
            throw writer.failure(repository, tag, answer);
        }
        ManifestContent own = ownManifest(tagged);
        pusher.push(repository, BlobSource.ofBytes(MediaTypes.OCI_EMPTY, EMPTY));
        writer.put(tagged, own);
        Answer second = writer.delete(repository, own.digest().toString());
        if (!second.isSuccess() && !second.is(404)) {
            throw writer.failure(repository, own.digest().toString(), second);
        }
    }

    /** A manifest that no other tag can point to, since it names this one. */
    private static ManifestContent ownManifest(Reference tagged) {
        Descriptor empty = Descriptor.of(MediaTypes.OCI_EMPTY, EMPTY);
        TreeMap<String, String> annotations = new TreeMap<>();
        annotations.put("io.jenkins.plugins.istio-images.removed", tagged.toString());
        return new ImageManifest(
                        MediaTypes.OCI_MANIFEST,
                        Optional.of(MediaTypes.OCI_EMPTY),
                        empty,
                        List.of(empty),
                        Optional.empty(),
                        annotations)
                .content();
    }
}
