package io.jenkins.plugins.istioimages.envoy;

import io.jenkins.plugins.istioimages.build.BaseDigests;
import io.jenkins.plugins.istioimages.build.BuildListener;
import io.jenkins.plugins.istioimages.build.ImageMaker;
import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.build.StageFailedException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.base.BaseImage;
import io.jenkins.plugins.istioimages.image.base.BaseImages.BaseImageException;
import io.jenkins.plugins.istioimages.image.binary.BinaryCheck;
import io.jenkins.plugins.istioimages.image.binary.BinaryHeader;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.EnvoyPatch;
import io.jenkins.plugins.istioimages.plan.EnvoyPatches;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKey;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * Makes the image of a stage of {@link io.jenkins.plugins.istioimages.plan.StageKind#ENVOY}: of what was compiled, or of
 * what another image has. A binary for another processor or of another commit is refused.
 */
public final class EnvoyMaker implements ImageMaker {
    private final EnvoyPusher pusher;
    private final EnvoyImages images;
    private final BaseDigests bases;
    private final VersionProbe probe;
    private final BuildListener listener;

    /**
     * @param staging where images go
     * @param hub that they are named below
     * @param images that Envoy is taken out of
     * @param bases those images as they are now
     * @param proxy the commit that Envoy is built from; its time is that of everything in the image
     */
    public EnvoyMaker(
            ImageStore staging,
            Hub hub,
            EnvoyImages images,
            BaseDigests bases,
            Compressor compressor,
            ResolvedSource proxy,
            VersionProbe probe,
            BuildListener listener) {
        this.pusher = new EnvoyPusher(staging, hub, compressor, proxy.committed());
        this.images = images;
        this.bases = bases;
        this.probe = probe;
        this.listener = listener;
    }

    /** Whether a stage takes Envoy out of an image instead of compiling it. */
    static boolean isReused(Stage stage) {
        return stage.commands().isEmpty();
    }

    /** Patches the sources, where there are any: what does not fit is said before an hour of compiling. */
    @Override
    public void check(Stage stage, StageDirectory directory) {
        if (!isReused(stage)) {
            for (EnvoyPatch patch : BuiltEnvoy.patch(stage, directory)) {
                listener.output(stage, "applied " + patch + " to " + patch.source());
            }
        }
    }

    @Override
    public List<ImageRecord> make(Stage stage, StageDirectory directory) {
        Path temporary = directory.path().resolve("taken");
        ImageRecord record = isReused(stage) ? reused(stage, temporary) : compiled(stage, directory, temporary);
        listener.pushed(stage, record);
        return List.of(record);
    }

    private ImageRecord compiled(Stage stage, StageDirectory directory, Path temporary) {
        EnvoyFiles built = BuiltEnvoy.find(stage, directory);
        EnvoyFiles files =
                stage.bases().isEmpty() ? built : new EnvoyFiles(built.envoy(), extensions(stage, temporary));
        String commit = commit(stage);
        EnvoyVersion version = version(stage, files, "make build_envoy left");
        if (!version.revision().equals(commit)) {
            throw new StageFailedException(stage.id(), "make build_envoy left " + wrong(version, commit), List.of());
        }
        return push(stage, files, EnvoyLabels.compiled(version, EnvoyPatches.of(stage)), temporary);
    }

    /** Those of another image than the one that is built; upstream's images of before 1.15 are of amd64 alone. */
    private SortedMap<String, Path> extensions(Stage stage, Path temporary) {
        String reference = stage.bases().get(0);
        SortedMap<String, Path> found = images.extensions(extensionImage(reference, stage.platform()), temporary);
        if (found.isEmpty()) {
            throw new InputException("the image " + reference + " has no Wasm extensions in /" + EnvoyFiles.EXTENSIONS);
        }
        return found;
    }

    private BaseImage extensionImage(String reference, Platform platform) {
        try {
            return images.find(reference, platform);
        } catch (BaseImageException e) {
            if (platform.equals(Platform.LINUX_AMD64)) {
                throw e;
            }
            return images.find(reference, Platform.LINUX_AMD64);
        }
    }

    private ImageRecord reused(Stage stage, Path temporary) {
        BaseImage image = images.find(stage.bases().get(0), stage.platform());
        EnvoyFiles files = images.take(image, temporary);
        String commit = commit(stage);
        EnvoyVersion version = version(stage, files, "the image " + image.reference() + " has");
        if (!version.revision().equals(commit)) {
            throw new InputException(
                    "the image " + image.reference() + " for " + stage.platform() + " has " + wrong(version, commit)
                            + "; name the image of the release that is built, or leave the platform to be compiled");
        }
        String origin = image.repository().digest(image.digest()).toString();
        return push(stage, files, new EnvoyLabels(version, origin, List.of()), temporary);
    }

    private ImageRecord push(Stage stage, EnvoyFiles files, EnvoyLabels labels, Path temporary) {
        String tag = StageKey.withBases(stage, bases.of(stage)).hex();
        return pusher.push(stage, files, labels, tag, temporary);
    }

    private EnvoyVersion version(Stage stage, EnvoyFiles files, String who) {
        try (InputStream in = Files.newInputStream(files.envoy())) {
            BinaryCheck.check(in.readNBytes(BinaryHeader.LENGTH), "Envoy", stage.platform());
        } catch (IOException e) {
            throw new WorkException("cannot read " + files.envoy() + ": " + e.getMessage(), e);
        }
        String commit = commit(stage);
        EnvoyVersion version = probe.version(files.envoy(), stage.platform(), commit)
                .orElseThrow(() -> new StageFailedException(
                        stage.id(),
                        who + " an Envoy that does not run on this machine, and the commit " + commit + " is not in it",
                        List.of()));
        listener.output(stage, "Envoy " + version);
        return version;
    }

    private static String wrong(EnvoyVersion version, String commit) {
        return "Envoy " + version + ", which is of proxy " + version.revision() + ", not of " + commit;
    }

    private static String commit(Stage stage) {
        return stage.inputs().get("proxy");
    }
}
