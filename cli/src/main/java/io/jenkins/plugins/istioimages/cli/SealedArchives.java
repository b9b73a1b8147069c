package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attach.ImageParts;
import io.jenkins.plugins.istioimages.publish.hub.Seal;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Seals images of archives, and remembers what was missing. */
final class SealedArchives implements ArchiveSigning {
    private static final Comparator<Mark> ORDER =
            Comparator.comparing(Mark::reference).thenComparing(Mark::name);

    private final ImageStore store;
    private final Seal seal;
    private final List<Mark> marks = new ArrayList<>();

    private record Mark(String reference, String of, String name, boolean written) {}

    SealedArchives(ImageStore store, Seal seal) {
        this.store = store;
        this.seal = seal;
    }

    @Override
    public void image(Repository repository, ManifestContent image) {
        List<Mark> seen = look(repository, image);
        if (seen.stream().anyMatch(Mark::written)) {
            seal.set(store, repository, image);
        }
        synchronized (marks) {
            marks.addAll(seen);
        }
    }

    private List<Mark> look(Repository repository, ManifestContent image) {
        List<ImageParts.Part> parts = ImageParts.of(store, repository, image);
        List<Mark> seen = new ArrayList<>();
        for (Seal.Mark mark : seal.marks(image.digest())) {
            for (ImageParts.Part part : parts) {
                Digest manifest = part.manifest().digest();
                boolean missing = !mark.isOn(store, repository, part.manifest());
                seen.add(new Mark(repository.digest(manifest).toString(), part.title(), mark.name(), missing));
            }
        }
        return seen;
    }

    @Override
    public List<String> lines() {
        Map<String, int[]> counts = new TreeMap<>();
        sorted().forEach(mark -> counts.computeIfAbsent(mark.name(), name -> new int[2])[mark.written() ? 0 : 1]++);
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue()[0] + " attached, " + entry.getValue()[1]
                        + " were there")
                .toList();
    }

    @Override
    public void addTo(ObjectNode data) {
        ArrayNode list = data.withArray("attached");
        sorted().forEach(mark -> list.addObject()
                .put("reference", mark.reference())
                .put("of", mark.of())
                .put("what", mark.name())
                .put("written", mark.written()));
    }

    private List<Mark> sorted() {
        synchronized (marks) {
            return marks.stream().sorted(ORDER).toList();
        }
    }
}
