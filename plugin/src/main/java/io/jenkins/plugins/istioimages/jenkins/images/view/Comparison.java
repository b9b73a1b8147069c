package io.jenkins.plugins.istioimages.jenkins.images.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A catalog beside that of an earlier run.
 *
 * @param rows the images, and those that are gone, by name and variant
 */
public record Comparison(List<ImageRow> rows) {
    private static final Comparator<ImageRow> ORDER = Comparator.comparing(
                    (ImageRow row) -> row.image().name())
            .thenComparing(row -> row.image().variant())
            .thenComparing(row -> row.image().repository());

    public Comparison {
        rows = List.copyOf(rows);
    }

    /** @param before empty where there is no earlier run */
    public static Comparison of(Optional<CatalogView> before, CatalogView now) {
        if (before.isEmpty()) {
            return new Comparison(now.images().stream()
                    .map(image -> ImageRow.alone(image, Change.UNKNOWN))
                    .toList());
        }
        List<ImageView> earlier = before.get().images();
        List<ImageRow> rows = new ArrayList<>();
        for (ImageView image : now.images()) {
            rows.add(twin(image, earlier)
                    .map(found -> ImageRow.compared(found, image))
                    .orElseGet(() -> ImageRow.alone(image, Change.ADDED)));
        }
        for (ImageView image : earlier) {
            if (twin(image, now.images()).isEmpty()) {
                rows.add(ImageRow.alone(image, Change.GONE));
            }
        }
        rows.sort(ORDER);
        return new Comparison(rows);
    }

    public int added() {
        return count(Change.ADDED);
    }

    public int changed() {
        return count(Change.CHANGED);
    }

    public int gone() {
        return count(Change.GONE);
    }

    public int same() {
        return count(Change.SAME);
    }

    private int count(Change change) {
        return (int) rows.stream().filter(row -> row.change() == change).count();
    }

    private static Optional<ImageView> twin(ImageView image, List<ImageView> among) {
        return among.stream().filter(image::isTwin).findFirst();
    }
}
