package io.jenkins.plugins.istioimages.jenkins.data;

import hudson.AbortException;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.catalog.RenderOptions;
import io.jenkins.plugins.istioimages.catalog.Renderings;
import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.publish.hub.PublishableImages;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/**
 * Everything that a release produced, for scripts: {@code images.find('pilot', 'distroless').reference}. It is kept as
 * the text of {@code images.yaml}.
 */
public final class ImageCatalog implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 4 << 20;

    private final String yaml;
    private final String version;
    private final ArrayList<CatalogEntry> images;
    private BuiltFrom built = BuiltFrom.UNKNOWN;
    private String run = "";

    private ImageCatalog(String yaml, Catalog catalog) {
        this.yaml = yaml;
        this.version = catalog.version();
        this.images =
                new ArrayList<>(catalog.images().stream().map(CatalogEntry::of).toList());
    }

    /**
     * Reads {@code images.yaml} as something that anybody may have written.
     *
     * @throws io.jenkins.plugins.istioimages.errors.EngineException if it is no catalog
     */
    public static ImageCatalog of(String yaml) {
        if (yaml.length() > MAX_LENGTH) {
            throw new MalformedContentException("the catalog is larger than 4 MiB");
        }
        return new ImageCatalog(yaml, CatalogYaml.read("images.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    }

    /** A catalog of the engine, for scripts. */
    public static ImageCatalog of(Catalog catalog) {
        return new ImageCatalog(CatalogYaml.write(catalog), catalog);
    }

    /** With the plan that its images were built from. */
    public ImageCatalog from(BuiltFrom plans) {
        built = plans;
        return this;
    }

    /** As recorded by a run, which is not the one that uses it. */
    public ImageCatalog recordedBy(String externalizableId) {
        run = externalizableId;
        return this;
    }

    /**
     * Each image once, from where most is attached to it: a run may have recorded one where it was published, too.
     *
     * @param hubs where they go; checked
     */
    public ImageCatalog publishable(List<String> hubs) {
        return of(PublishableImages.of(catalog(), hubs)).from(built).recordedBy(run);
    }

    /** Which plans its images were built from. */
    public BuiltFrom built() {
        return built;
    }

    /** The run that recorded it; empty for the one that uses it. */
    public String run() {
        return run;
    }

    /** The version of the release. */
    @Whitelisted
    public String getVersion() {
        return version;
    }

    /** All images, sorted by name and variant. */
    @Whitelisted
    public List<CatalogEntry> getImages() {
        return Collections.unmodifiableList(images);
    }

    /** The text of {@code images.yaml}. */
    @Whitelisted
    public String getYaml() {
        return yaml;
    }

    /** The catalog as a page. */
    @Whitelisted
    public String getHtml() {
        return Renderings.named("html", RenderOptions.DEFAULT).render(catalog());
    }

    /**
     * An image in one variant.
     *
     * @throws AbortException naming what there is, if there is none such
     */
    @Whitelisted
    public CatalogEntry find(String name, String variant) throws AbortException {
        for (CatalogEntry image : images) {
            if (image.getName().equals(name) && image.getVariant().equals(variant)) {
                return image;
            }
        }
        List<String> names = images.stream().map(CatalogEntry::toString).toList();
        String wanted = name + " (" + variant + ")";
        throw new AbortException("the catalog of " + version + " has no image " + wanted
                + NearestName.hint(wanted, names) + "; it has " + String.join(", ", names));
    }

    /** All variants of an image; empty where there is none of the name. */
    @Whitelisted
    public List<CatalogEntry> find(String name) {
        return images.stream().filter(image -> image.getName().equals(name)).toList();
    }

    /** The catalog as the engine has it. */
    public Catalog catalog() {
        return CatalogYaml.read("images.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return images.size() + " images of " + version;
    }
}
