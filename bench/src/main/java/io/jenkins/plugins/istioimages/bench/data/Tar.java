package io.jenkins.plugins.istioimages.bench.data;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** Headers that say nothing of the machine or the time they were made on. */
final class Tar {
    private Tar() {}

    static TarArchiveEntry entry(String name, long size, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setMode(mode);
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        return entry;
    }
}
