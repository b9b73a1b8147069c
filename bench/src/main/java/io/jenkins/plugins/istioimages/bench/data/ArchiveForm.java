package io.jenkins.plugins.istioimages.bench.data;

import java.util.Locale;

/** Forms in which a build leaves docker-archives. */
public enum ArchiveForm {
    /** What {@code docker save} writes: plain layers in a plain tar. All peers can read it. */
    TAR("tar"),
    /** {@code docker save | gzip --fast}: release-builder up to 1.13. */
    TAR_GZ("tar.gz"),
    /** {@code make docker.save} from 1.14 on: BuildKit's docker exporter gzips the layers, the tar goes through gzip --fast. */
    BUILDX("tar.gz");

    private final String extension;

    ArchiveForm(String extension) {
        this.extension = extension;
    }

    /** Reads {@code tar}, {@code tar.gz} or {@code buildx}. */
    public static ArchiveForm parse(String text) {
        return valueOf(text.replace('.', '_').toUpperCase(Locale.ROOT));
    }

    /** Name of a directory that holds archives of this form. */
    String directory() {
        return "archives-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String extension() {
        return extension;
    }

    boolean compressesLayers() {
        return this == BUILDX;
    }

    boolean compressesArchives() {
        return this != TAR;
    }
}
