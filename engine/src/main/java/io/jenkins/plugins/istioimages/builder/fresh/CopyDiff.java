package io.jenkins.plugins.istioimages.builder.fresh;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/**
 * A new file that is a copy with changes, as a patch that {@code git apply} takes: git's extended header of copies
 * (git-diff(1), "copy from"), which shows what differs from the source and not the whole file.
 */
public final class CopyDiff {
    private CopyDiff() {}

    /**
     * The patch.
     *
     * @param from path of the source, from the top of the repository, with slashes
     * @param to path of the new file
     */
    public static String of(String from, String to, String before, String after) {
        RawText old = new RawText(before.getBytes(StandardCharsets.UTF_8));
        RawText fresh = new RawText(after.getBytes(StandardCharsets.UTF_8));
        EditList edits = DiffAlgorithm.getAlgorithm(DiffAlgorithm.SupportedAlgorithm.HISTOGRAM)
                .diff(RawTextComparator.DEFAULT, old, fresh);
        StringBuilder patch = new StringBuilder()
                .append("diff --git a/" + from + " b/" + to + "\n")
                .append("similarity index " + similarity(old, fresh, edits) + "%\n")
                .append("copy from " + from + "\n")
                .append("copy to " + to + "\n");
        if (edits.isEmpty()) {
            return patch.toString();
        }
        patch.append("--- a/" + from + "\n").append("+++ b/" + to + "\n");
        ByteArrayOutputStream hunks = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(hunks)) {
            formatter.format(edits, old, fresh);
            formatter.flush();
        } catch (IOException e) {
            throw new WorkException("cannot write the differences of " + to + ": " + e, e);
        }
        return patch.append(hunks.toString(StandardCharsets.UTF_8)).toString();
    }

    /** Lines that are in both, of all lines; git itself counts bytes, and does not check the number. */
    private static int similarity(RawText old, RawText fresh, EditList edits) {
        if (edits.isEmpty()) {
            return 100;
        }
        int changed = edits.stream().mapToInt(Edit::getLengthB).sum();
        int lines = Math.max(1, Math.max(old.size(), fresh.size()));
        return Math.max(0, Math.min(99, 100 * (lines - changed) / lines));
    }
}
