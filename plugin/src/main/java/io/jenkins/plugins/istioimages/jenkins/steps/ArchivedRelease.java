package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Functions;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.ReleaseBuild;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.TakeReleaseCallable;
import io.jenkins.plugins.istioimages.jenkins.data.ReleaseChecksums;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import jenkins.util.VirtualFile;

/** The files of a release as a run archived them, wherever its artifact manager keeps them. */
final class ArchivedRelease {
    private static final int MAX_BYTES = 8 << 20;
    /** What is written when checksums are, and stands in none. */
    private static final Set<String> WRITTEN_LAST =
            Set.of(ReleaseBuild.CATALOG, ReleaseBuild.LOCK, "images.html", ReleaseLayout.CHECKSUMS);

    private final Run<?, ?> run;

    private ArchivedRelease(Run<?, ?> run) {
        this.run = run;
    }

    /**
     * Finds the run that has them, as the current user may read it.
     *
     * @param own run that asks
     * @param other the run that recorded the images; empty for the one that asks
     * @throws AbortException if there is none that the current user may read: in the same words, whichever it is
     */
    static String find(Run<?, ?> own, String other) throws AbortException {
        if (other.isEmpty() || other.equals(own.getExternalizableId())) {
            return "";
        }
        Run<?, ?> found = Run.fromExternalizableId(other);
        if (found == null
                || !found.hasPermission(Item.READ)
                || Functions.isArtifactsPermissionEnabled() && !found.hasPermission(Run.ARTIFACTS)) {
            throw new AbortException("there is no run " + other + " whose artifacts this build may read");
        }
        return other;
    }

    /** @param found by {@link #find} */
    static ArchivedRelease of(Run<?, ?> own, String found) throws AbortException {
        Run<?, ?> run = found.isEmpty() ? own : Run.fromExternalizableId(found);
        if (run == null) {
            throw new AbortException("the run " + found + " is gone, and the files of the release with it");
        }
        return new ArchivedRelease(run);
    }

    /**
     * Brings them to the workspace, if there are any.
     *
     * @param release where to
     * @return whether the run archived a release
     * @throws AbortException if one is missing, or not what its checksum says
     */
    boolean bring(FilePath workspace, String release, Machine machine) throws IOException, InterruptedException {
        VirtualFile root = run.getArtifactManager().root();
        Set<String> archived = new TreeSet<>(root.list("**", null, false));
        if (!archived.contains(ReleaseBuild.LOCK)) {
            return false;
        }
        Map<String, String> checksums = checksums(root, archived);
        Set<String> names = new TreeSet<>(checksums.keySet());
        WRITTEN_LAST.stream().filter(archived::contains).forEach(names::add);
        List.copyOf(names).stream()
                .map(name -> name + ReleaseLayout.CHECKSUM_SUFFIX)
                .filter(archived::contains)
                .forEach(names::add);
        machine.say(
                "bringing " + names.size() + " files of the release from the artifacts of " + run.getFullDisplayName());
        workspace.act(TakeReleaseCallable.begin(release));
        FilePath place = workspace.child(TakeReleaseCallable.beside(release));
        for (String name : names) {
            try (InputStream content = root.child(name).open()) {
                place.child(name).copyFrom(content);
            }
        }
        workspace.act(TakeReleaseCallable.finish(release, checksums));
        return true;
    }

    /** Of what is archived; images are in registries, and the run did not have to archive those of them that are files. */
    private Map<String, String> checksums(VirtualFile root, Set<String> archived) throws IOException {
        if (!archived.contains(ReleaseLayout.CHECKSUMS)) {
            return Map.of();
        }
        Map<String, String> checksums = new TreeMap<>(ReleaseChecksums.read(text(root.child(ReleaseLayout.CHECKSUMS))));
        checksums.keySet().removeIf(name -> name.startsWith(ReleaseLayout.IMAGES + "/") && !archived.contains(name));
        for (String name : checksums.keySet()) {
            if (!archived.contains(name)) {
                throw new AbortException(
                        run.getFullDisplayName() + " has not archived " + name + ", which is a file of the release");
            }
        }
        return checksums;
    }

    private static String text(VirtualFile file) throws IOException {
        try (InputStream content = file.open()) {
            return new String(content.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        }
    }
}
