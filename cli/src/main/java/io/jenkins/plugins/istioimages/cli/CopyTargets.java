package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.layout.LayoutEntry;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.CopyPair;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds out which image goes where: what the words of a {@code copy} mean. */
final class CopyTargets {
    private final OpenStores open;
    private final boolean allTags;

    CopyTargets(OpenStores open, boolean allTags) {
        this.open = open;
        this.allTags = allTags;
    }

    /** What goes from one store to another. */
    record Job(ImageStore from, ImageStore to, List<CopyPair> pairs) {}

    /**
     * Reads the words.
     *
     * @param destination a hub if it ends with a slash or if there are several sources
     * @return a job for each store that is read
     * @throws InputException if a word is wrong, or two images would go to one place
     */
    List<Job> of(List<String> sources, String destination) {
        OpenStores.Place to = open.writing(ImageLocation.parse(destination));
        Map<ImageStore, List<CopyPair>> pairs = new LinkedHashMap<>();
        for (String source : sources) {
            OpenStores.Place from = open.reading(ImageLocation.parse(source));
            pairs.computeIfAbsent(from.store(), store -> new ArrayList<>())
                    .addAll(pairs(source, from, destination(to, sources.size() > 1)));
        }
        List<Job> jobs = new ArrayList<>();
        pairs.forEach((from, all) -> jobs.add(new Job(from, to.store(), all)));
        checkDistinct(jobs);
        return jobs;
    }

    private List<CopyPair> pairs(String location, OpenStores.Place from, Destination to) {
        if (!allTags) {
            Reference source = from.reference(location);
            if (to instanceof Hub && from.isNameless()) {
                throw new InputException(
                        "'" + location + "' has no full name to keep below a hub; say what it is to be called");
            }
            return List.of(new CopyPair(source, to.reference(source)));
        }
        if (from.catalogue().isPresent() && from.name().isEmpty()) {
            return everything(location, from.catalogue().get(), to);
        }
        Repository repository = Repository.parse(from.name().orElse(location));
        List<String> tags = from.store().tags(repository);
        if (tags.isEmpty()) {
            throw new InputException(repository + " has no tags in " + from.store());
        }
        Repository target = to.repository(repository);
        return tags.stream()
                .map(tag -> new CopyPair(repository.tag(tag), target.tag(tag)))
                .toList();
    }

    private static List<CopyPair> everything(String location, OpenStores.Catalogue catalogue, Destination to) {
        List<CopyPair> pairs = new ArrayList<>();
        for (LayoutEntry entry : catalogue.entries()) {
            Reference source = entry.fullReference()
                    .orElseThrow(() -> new InputException("--all-tags: '" + location + "' holds an image named '"
                            + entry.refName().orElse("") + "', which is no full reference; copy it by its name"));
            pairs.add(new CopyPair(source, to.repository(source.repository()).tag(tag(source))));
        }
        if (pairs.isEmpty()) {
            throw new InputException("--all-tags: '" + location + "' holds no images");
        }
        return pairs;
    }

    private static String tag(Reference named) {
        return named.tag().orElseThrow();
    }

    /** Where images of a source go. */
    private interface Destination {
        Reference reference(Reference source);

        Repository repository(Repository source);
    }

    private static Destination destination(OpenStores.Place to, boolean many) {
        Optional<String> name = to.name();
        if (name.isEmpty()) {
            return new Same();
        }
        boolean hub = name.get().endsWith("/");
        return hub || many
                ? new Hub(hub ? name.get().substring(0, name.get().length() - 1) : name.get())
                : new Single(name.get());
    }

    /** Into a layout, under the names that they have. */
    private record Same() implements Destination {
        @Override
        public Reference reference(Reference source) {
            return source;
        }

        @Override
        public Repository repository(Repository source) {
            return source;
        }
    }

    private record Single(String name) implements Destination {
        @Override
        public Reference reference(Reference source) {
            return Reference.parse(name);
        }

        @Override
        public Repository repository(Repository source) {
            return Repository.parse(name);
        }
    }

    private record Hub(String prefix) implements Destination {
        @Override
        public Reference reference(Reference source) {
            Repository target = repository(source.repository());
            Supplier<Reference> untagged = () -> target.digest(source.digest().orElseThrow());
            return source.tag().map(target::tag).orElseGet(untagged);
        }

        @Override
        public Repository repository(Repository source) {
            return Repository.parse(prefix + "/" + source.name());
        }
    }

    private static void checkDistinct(List<Job> jobs) {
        Map<Reference, Reference> taken = new HashMap<>();
        for (Job job : jobs) {
            for (CopyPair pair : job.pairs()) {
                Reference other = taken.put(pair.destination(), pair.source());
                if (other != null) {
                    throw new InputException(
                            other + " and " + pair.source() + " would both become " + pair.destination());
                }
            }
        }
    }
}
