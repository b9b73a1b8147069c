package io.jenkins.plugins.istioimages.jenkins.images.view;

import io.jenkins.plugins.istioimages.catalog.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An image and what became of it since the run before.
 *
 * @param image as it is; where it is gone, as it was
 * @param change what became of it
 * @param difference bytes that it grew by on the platforms that it had before and has now; negative where it shrank
 * @param platformsAdded that it had not before
 * @param platformsGone that it had before only
 */
public record ImageRow(
        ImageView image, Change change, long difference, List<String> platformsAdded, List<String> platformsGone) {
    public ImageRow {
        platformsAdded = List.copyOf(platformsAdded);
        platformsGone = List.copyOf(platformsGone);
    }

    static ImageRow alone(ImageView image, Change change) {
        return new ImageRow(image, change, 0, List.of(), List.of());
    }

    static ImageRow compared(ImageView before, ImageView now) {
        long difference = now.platforms().stream()
                .mapToLong(platform -> find(before, platform.platform())
                        .map(earlier -> platform.size() - earlier.size())
                        .orElse(0L))
                .sum();
        Change change = before.digest().equals(now.digest()) ? Change.SAME : Change.CHANGED;
        return new ImageRow(now, change, difference, missing(before, now), missing(now, before));
    }

    /** {@code +1.2 MB}, {@code −300 B}; empty where the size is the same. */
    public String differenceText() {
        if (difference == 0) {
            return "";
        }
        return (difference > 0 ? "+" : "\u2212") + Sizes.of(Math.abs(difference));
    }

    /** Everything that a search for this row may hit, in lower case. */
    public String searchText() {
        List<String> words =
                new ArrayList<>(List.of(image.name(), image.variant(), image.repository(), image.digest()));
        words.addAll(image.tags());
        image.platforms().forEach(platform -> words.addAll(List.of(platform.platform(), platform.digest())));
        image.attachments().forEach(attachment -> words.add(attachment.type()));
        words.add(change.id());
        return String.join(" ", words).toLowerCase(Locale.ROOT);
    }

    /** Platforms of one image that another has not. */
    private static List<String> missing(ImageView from, ImageView image) {
        return image.platforms().stream()
                .map(PlatformView::platform)
                .filter(platform -> find(from, platform).isEmpty())
                .toList();
    }

    private static Optional<PlatformView> find(ImageView image, String platform) {
        return image.platforms().stream()
                .filter(one -> one.platform().equals(platform))
                .findFirst();
    }
}
