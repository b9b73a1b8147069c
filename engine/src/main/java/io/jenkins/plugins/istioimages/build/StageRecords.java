package io.jenkins.plugins.istioimages.build;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one stage or several made: images or files.
 *
 * @param images in the staging store, untagged
 * @param files in the staging store
 */
public record StageRecords(List<ImageRecord> images, List<FileRecord> files) {
    /** Nothing. */
    public static final StageRecords NONE = new StageRecords(List.of(), List.of());

    private static final Comparator<ImageRecord> BY_NAME =
            Comparator.comparing(ImageRecord::name).thenComparing(ImageRecord::variant);

    public StageRecords {
        images = List.copyOf(images);
        files = List.copyOf(files);
    }

    public static StageRecords ofImages(List<ImageRecord> images) {
        return new StageRecords(images, List.of());
    }

    public static StageRecords ofFiles(List<FileRecord> files) {
        return new StageRecords(List.of(), files);
    }

    /** All of several, in their order. */
    public static StageRecords all(List<StageRecords> several) {
        List<ImageRecord> images = new ArrayList<>();
        List<FileRecord> files = new ArrayList<>();
        several.forEach(one -> {
            images.addAll(one.images());
            files.addAll(one.files());
        });
        return new StageRecords(images, files);
    }

    /** Images by name and variant, files by path. */
    StageRecords sorted() {
        return new StageRecords(
                images.stream().sorted(BY_NAME).toList(),
                files.stream().sorted(Comparator.comparing(FileRecord::path)).toList());
    }

    /** For people: {@code 6 images}, {@code 16 files}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (!images.isEmpty() || files.isEmpty()) {
            parts.add(counted(images.size(), "image"));
        }
        if (!files.isEmpty()) {
            parts.add(counted(files.size(), "file"));
        }
        return String.join(", ", parts);
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
