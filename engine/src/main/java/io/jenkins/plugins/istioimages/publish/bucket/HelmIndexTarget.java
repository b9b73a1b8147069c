package io.jenkins.plugins.istioimages.publish.bucket;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.Condition;
import io.jenkins.plugins.istioimages.publish.storage.ConditionFailedException;
import io.jenkins.plugins.istioimages.publish.storage.ObjectContent;
import io.jenkins.plugins.istioimages.publish.storage.Upload;
import io.jenkins.plugins.istioimages.publish.targets.Action;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * A Helm repository in a bucket: the packed charts of a release, and then the index that leads to them. The index is
 * read, extended and written on condition that it is still the one that was read, its first time included; when another
 * was faster, once more (release-builder pkg/publish/helm.go, which writes the index before the charts).
 */
public final class HelmIndexTarget implements PublishTarget {
    /** What caches are told of an object that changes. */
    static final String NO_CACHE = "no-cache, max-age=0, no-transform";

    private static final String INDEX = "index.yaml";
    private static final int LONGEST_INDEX = 16 << 20;
    private static final int TRIES = 30;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 3000;

    private final Bucket bucket;
    private final BucketAddress place;
    private final String url;
    private final Path directory;
    private final Instant created;
    private List<ChartPackage> charts;
    private FixedObjects objects;

    /**
     * @param prefix of the repository in the bucket; empty for its top
     * @param url where the repository is for those who use it: {@code https://charts.example/release}
     * @param charts directory of the packages, and of directories of packages: a release's {@code helm}
     * @param created when the release was made: the commit time of its istio source
     */
    public HelmIndexTarget(Bucket bucket, String prefix, URI url, Path charts, Instant created) {
        this.bucket = bucket;
        this.place = bucket.address().at(prefix);
        this.url = url.toString().replaceAll("/+$", "");
        this.directory = charts;
        this.created = created;
    }

    @Override
    public TargetName name() {
        return nameOf(place);
    }

    /** What a Helm repository is called among targets. */
    public static TargetName nameOf(BucketAddress place) {
        return new TargetName("helm", place.toString());
    }

    /** Where users find what is in a bucket; nothing where only its owner knows. */
    public static Optional<URI> url(BucketAddress address) {
        if (address.kind() != BucketAddress.Kind.GCS || address.endpoint().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(URI.create("https://storage.googleapis.com/" + address.bucket()
                + (address.prefix().isEmpty() ? "" : "/" + address.prefix())));
    }

    @Override
    public List<Item> look() {
        bucket.check(place.key(""));
        List<Item> items = new ArrayList<>(objects().look(bucket::find));
        HelmIndex index = index(bucket.read(place.key(INDEX), LONGEST_INDEX));
        for (ChartPackage chart : charts) {
            items.add(Item.fixed(
                            entryName(chart),
                            asked(chart),
                            index.find(chart.name(), chart.version()).map(HelmIndex.Entry::text))
                    .at(bucket.link(place.key(INDEX))));
        }
        return items;
    }

    @Override
    public void apply(List<Item> changes, Consumer<Item> done) {
        objects().bring(changes, done);
        List<Item> entries = changes.stream()
                .filter(change -> change.name().startsWith(INDEX + ": "))
                .toList();
        if (entries.isEmpty()) {
            return;
        }
        for (Item item : objects().look(bucket::find)) {
            if (item.action() != Action.NONE) {
                throw new WorkException("the index stays as it is: " + item.name() + " should be " + item.asked()
                        + " and is " + item.found().orElse("not there"));
            }
        }
        if (place.conditional()) {
            LocalFile smallest = charts.stream()
                    .map(ChartPackage::file)
                    .min(Comparator.comparingLong(LocalFile::size))
                    .orElseThrow();
            new ConditionProbe(bucket).require(place.key(smallest.name()), smallest.upload());
        }
        extend(entries);
        entries.forEach(done);
    }

    private void extend(List<Item> entries) {
        for (int tries = 1; ; tries++) {
            Optional<ObjectContent> now = bucket.read(place.key(INDEX), LONGEST_INDEX);
            HelmIndex index = index(now);
            if (!add(index, entries)) {
                return;
            }
            Upload upload = Upload.of(index.text().getBytes(StandardCharsets.UTF_8), ContentTypes.of(INDEX))
                    .cached(NO_CACHE);
            try {
                bucket.put(place.key(INDEX), upload, Condition.asSeen(now.map(ObjectContent::version)));
                return;
            } catch (ConditionFailedException e) {
                if (tries == TRIES) {
                    throw new WorkException(
                            "others changed " + place.key(INDEX) + " " + TRIES
                                    + " times while it was to be extended; try again later",
                            e);
                }
                rest(tries);
            }
        }
    }

    /** Puts in what is missing; what has come to stand there meanwhile and was not to be replaced stops it. */
    private boolean add(HelmIndex index, List<Item> entries) {
        boolean changed = false;
        for (ChartPackage chart : charts) {
            Optional<Item> change = entries.stream()
                    .filter(entry -> entry.name().equals(entryName(chart)))
                    .findFirst();
            Optional<String> found = index.find(chart.name(), chart.version()).map(HelmIndex.Entry::text);
            if (change.isEmpty() || found.filter(asked(chart)::equals).isPresent()) {
                continue;
            }
            if (found.isPresent() && !found.equals(change.get().found())) {
                throw new WorkException(
                        entryName(chart) + " should be " + asked(chart) + " and is meanwhile " + found.get());
            }
            index.put(chart, chartUrl(chart), created);
            changed = true;
        }
        return changed;
    }

    private HelmIndex index(Optional<ObjectContent> content) {
        return content.map(found -> HelmIndex.read(place.key(INDEX), found.text(), LONGEST_INDEX))
                .orElseGet(HelmIndex::empty);
    }

    private static String entryName(ChartPackage chart) {
        return INDEX + ": " + chart.name() + " " + chart.version();
    }

    private String asked(ChartPackage chart) {
        return new HelmIndex.Entry(chart.file().sha256(), chartUrl(chart)).text();
    }

    private String chartUrl(ChartPackage chart) {
        return url + "/" + chart.file().name();
    }

    /** Packages are read once, however often it is looked. */
    private FixedObjects objects() {
        if (objects == null) {
            charts = ReleaseFiles.read(directory, 2, ".tgz").stream()
                    .map(ChartPackage::read)
                    .toList();
            long different =
                    charts.stream().map(HelmIndexTarget::entryName).distinct().count();
            if (different < charts.size()) {
                throw new InputException("two packages in " + directory + " are of one version of one chart");
            }
            objects = new FixedObjects(
                    bucket,
                    file -> place.key(file.name()),
                    charts.stream().map(ChartPackage::file).toList());
        }
        return objects;
    }

    private static void rest(int tries) {
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tries, 10));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(most) + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("cancelled: extending the index of charts", e);
        }
    }
}
