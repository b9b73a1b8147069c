package io.jenkins.plugins.istioimages.jenkins.images;

import io.jenkins.plugins.istioimages.jenkins.data.PublishedRelease;

/**
 * What a run's own file says of one time that a release was published: enough for a line on its page, and where the
 * receipts are. Persisted field by field, so names are for ever.
 */
public final class SavedPublication {
    private final String version;
    private final String mode;
    private final String file;
    private final String digest;
    private final int targets;
    private final int changed;
    private final int failed;

    SavedPublication(PublishedRelease release, RunFiles.Kept kept) {
        this.version = release.getVersion();
        this.mode = release.getMode();
        this.file = kept.file();
        this.digest = kept.digest();
        this.targets = release.getTargets().size();
        this.changed = release.getChanged();
        this.failed = release.getFailed().size();
    }

    private SavedPublication(SavedPublication read) {
        this.version = orEmpty(read.version);
        this.mode = orEmpty(read.mode);
        this.file = orEmpty(read.file);
        this.digest = orEmpty(read.digest);
        this.targets = read.targets;
        this.changed = read.changed;
        this.failed = read.failed;
    }

    /** A run's file that lacks a word of it is one whose receipts are missing, not one that cannot be read. */
    Object readResolve() {
        return new SavedPublication(this);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /** Of the release. */
    public String getVersion() {
        return version;
    }

    /** {@code publish}, {@code dry_run} or {@code verify}. */
    public String getMode() {
        return mode;
    }

    /** How many targets there are. */
    public int getTargets() {
        return targets;
    }

    /** How many of them are not as they should be. */
    public int getFailed() {
        return failed;
    }

    /** A line: {@code 5 targets, 2 of them changed}. */
    public String getSummary() {
        String line =
                switch (mode) {
                    case "dry_run" -> Messages.SavedPublication_dryRun(targets, changed);
                    case "verify" -> Messages.SavedPublication_verify(targets);
                    default -> Messages.SavedPublication_published(targets, changed);
                };
        return failed == 0 ? line : Messages.SavedPublication_failed(line, failed);
    }

    RunFiles.Kept kept() {
        return new RunFiles.Kept(file, digest);
    }
}
