package io.jenkins.plugins.istioimages.catalog.contents;

import io.jenkins.plugins.istioimages.image.binary.BinaryArchitecture;
import io.jenkins.plugins.istioimages.image.binary.BinaryHeader;
import io.jenkins.plugins.istioimages.image.binary.CommitText;
import io.jenkins.plugins.istioimages.image.binary.VersionText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Looks at a file's first bytes, and at the rest where they are those of a program. */
public final class ProgramReader {
    private static final int BUFFER = 64 * 1024;

    private ProgramReader() {}

    /**
     * Reads a file.
     *
     * @param content read to its end where it is a program
     * @param marks that are searched for
     * @return empty where it is none
     */
    public static Optional<ProgramFile> read(InputStream content, Marks marks) throws IOException {
        byte[] head = content.readNBytes(BinaryHeader.LENGTH);
        Optional<BinaryArchitecture> architecture = BinaryHeader.of(head);
        if (architecture.isEmpty()) {
            return Optional.empty();
        }
        VersionText versions = new VersionText(marks.version());
        CommitText commits = new CommitText(marks.commits());
        GoBuildInfoScanner build = new GoBuildInfoScanner();
        byte[] buffer = new byte[BUFFER];
        System.arraycopy(head, 0, buffer, 0, head.length);
        for (int count = head.length; count >= 0; count = content.read(buffer)) {
            versions.add(buffer, 0, count);
            commits.add(buffer, 0, count);
            build.add(buffer, 0, count);
        }
        return Optional.of(new ProgramFile(
                architecture.get(), versions.found(), versions.others(), build.found(), commits.found()));
    }
}
