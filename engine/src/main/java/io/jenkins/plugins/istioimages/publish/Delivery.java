package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.ArchiveIntake.Survey;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Brings all images of some archives into all repositories they belong to, untagged. */
final class Delivery {
    private final PublishRequest request;
    private final ArchiveIntake intake;
    private final LayerShop shop;
    private final ImagePlacer placer;
    private final Lanes lanes;
    private final PublishListener listener;
    private final Map<Path, List<ArchivedImage>> images = Collections.synchronizedMap(new HashMap<>());
    private final AtomicInteger toPlace = new AtomicInteger();

    Delivery(
            PublishRequest request,
            ArchiveIntake intake,
            LayerShop shop,
            ImagePlacer placer,
            Lanes lanes,
            PublishListener listener) {
        this.request = request;
        this.intake = intake;
        this.shop = shop;
        this.placer = placer;
        this.lanes = lanes;
        this.listener = listener;
    }

    /** Something that keeps one processor busy, the longer the larger. */
    private record Job(long size, Runnable start) {}

    /** @return the images in the order of their archives, once they are where they should be */
    List<ArchivedImage> place(List<Path> files) {
        List<Survey> surveys = survey(files);
        surveys.stream()
                .flatMap(this::jobs)
                .sorted(Comparator.comparingLong(Job::size).reversed())
                .forEach(job -> job.start().run());
        surveys.stream()
                .filter(survey -> survey.images().isPresent())
                .forEach(survey -> lanes.move(() -> place(survey.file(), intake.images(survey))));
        lanes.await();
        if (toPlace.get() != 0) {
            throw new StoreException(toPlace.get() + " images are not where they should be; publish again");
        }
        return files.stream().flatMap(file -> images.get(file).stream()).toList();
    }

    private List<Survey> survey(List<Path> files) {
        List<Survey> surveys = Collections.synchronizedList(new ArrayList<>());
        files.forEach(file -> lanes.work(() -> surveys.add(intake.survey(file))));
        lanes.await();
        return surveys.stream().sorted(Comparator.comparing(Survey::file)).toList();
    }

    private Stream<Job> jobs(Survey survey) {
        if (survey.images().isPresent()) {
            return survey.layers().stream().map(layer -> new Job(layer.blob().size(), () -> shop.prepare(layer)));
        }
        return Stream.of(new Job(
                size(survey.file()), () -> lanes.work(() -> place(survey.file(), intake.stream(survey.file())))));
    }

    private void place(Path file, List<ArchivedImage> found) {
        images.put(file, found);
        for (ArchivedImage image : found) {
            listener.imageFound(
                    image.label(),
                    image.layers().stream()
                            .map(layer -> new PublishListener.Layer(
                                    layer.layer().diffId(), layer.layer().blob().size()))
                            .toList());
            for (Repository repository : repositories(image)) {
                toPlace.incrementAndGet();
                placer.place(image, repository, toPlace::decrementAndGet);
            }
        }
    }

    private List<Repository> repositories(ArchivedImage image) {
        return request.hubs().stream()
                .flatMap(hub -> image.names().stream().map(name -> hub.resolve(name.image())))
                .distinct()
                .toList();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // Only its place in the line hangs on it; who opens it will say what is wrong.
            return 0;
        }
    }
}
