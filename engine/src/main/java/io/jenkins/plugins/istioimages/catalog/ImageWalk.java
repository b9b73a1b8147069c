package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.List;

/** Goes through everything that one image of a catalog leads to and notes what is missing or different. */
final class ImageWalk {
    private final StoreReader reader;
    private final List<String> problems;
    private final CatalogImage image;
    private final String what;

    ImageWalk(StoreReader reader, List<String> problems, CatalogImage image) {
        this.reader = reader;
        this.problems = problems;
        this.image = image;
        this.what = image.name() + " (" + image.variant() + ")";
    }

    void go() {
        attempt(what, () -> {
            ManifestContent top = reader.manifest(image.repository(), image.digest(), image.mediaType());
            if (top.parse() instanceof ImageIndex index) {
                index(index);
            } else {
                single(top);
            }
        });
        image.attachments().forEach(one -> attempt(what + ", " + one.type(), () -> attachment(one.digest())));
    }

    private void single(ManifestContent content) {
        if (image.platforms().size() != 1) {
            throw new WorkException(image.pinned() + " is one image, the catalog has "
                    + image.platforms().size() + " platforms");
        }
        platform(image.platforms().get(0), content, what);
    }

    private void index(ImageIndex index) {
        List<Digest> said =
                image.platforms().stream().map(CatalogPlatform::digest).toList();
        List<Digest> found = index.manifests().stream().map(Descriptor::digest).toList();
        if (!said.equals(found)) {
            throw new WorkException(image.pinned() + " lists " + found + ", the catalog " + said);
        }
        for (int i = 0; i < said.size(); i++) {
            CatalogPlatform platform = image.platforms().get(i);
            Descriptor child = index.manifests().get(i);
            String where = what + ", " + platform.platform();
            attempt(where, () -> child(platform, child, where));
        }
    }

    private void child(CatalogPlatform said, Descriptor child, String where) {
        if (child.platform().filter(said.platform()::equals).isEmpty()) {
            problems.add(where + ": the index says it is for "
                    + child.platform().map(Platform::toString).orElse("no platform"));
        }
        ManifestContent content = reader.manifest(image.repository(), child.digest(), child.mediaType());
        if (content.size() != child.size()) {
            problems.add(
                    where + ": the index says its manifest has " + child.size() + " bytes, it has " + content.size());
        }
        platform(said, content, where);
    }

    private void platform(CatalogPlatform said, ManifestContent content, String where) {
        if (!(content.parse() instanceof ImageManifest manifest)) {
            throw new WorkException(content.digest() + " is an index, expected the image of one platform");
        }
        if (!said.digest().equals(content.digest())) {
            problems.add(where + ": is " + content.digest() + ", the catalog says " + said.digest());
        }
        long size = content.size()
                + manifest.references().stream().mapToLong(Descriptor::size).sum();
        if (size != said.size()) {
            problems.add(where + ": has " + size + " bytes, the catalog says " + said.size());
        }
        byte[] config = reader.config(image.repository(), manifest.config());
        Platform platform = ImageConfig.parse(config, "config").platform();
        if (!platform.equals(said.platform())) {
            problems.add(where + ": its config says it is for " + platform);
        }
        blobs(manifest, where);
    }

    private void attachment(Digest digest) {
        Manifest manifest = reader.manifest(image.repository(), digest).parse();
        blobs(manifest, what);
    }

    private void blobs(Manifest manifest, String where) {
        manifest.references().forEach(blob -> attempt(where, () -> reader.blob(image.repository(), blob)));
    }

    /** One thing that is wrong does not keep the others from being looked at. */
    private void attempt(String where, Runnable look) {
        try {
            look.run();
        } catch (CancelledException e) {
            throw e;
        } catch (EngineException e) {
            problems.add(where + ": " + e.getMessage());
        }
    }
}
