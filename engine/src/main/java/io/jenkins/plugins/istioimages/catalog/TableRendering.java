package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.List;

/** Two tables for a terminal: what was made for which platform, and under which names to pull it. */
final class TableRendering implements Rendering {
    @Override
    public String name() {
        return "table";
    }

    @Override
    public String description() {
        return "text for a terminal";
    }

    @Override
    public String render(Catalog catalog) {
        StringBuilder text = new StringBuilder(heading(catalog));
        if (!catalog.images().isEmpty()) {
            text.append('\n').append(platforms(catalog)).append('\n').append(references(catalog));
        }
        return text.toString();
    }

    private static String heading(Catalog catalog) {
        int count = catalog.images().size();
        CatalogSource istio = catalog.sources().get("istio");
        return "Version " + TextTable.printable(catalog.version()) + ", "
                + (count == 0 ? "no images" : count == 1 ? "1 image" : count + " images")
                + (istio == null
                        ? ""
                        : ", from istio "
                                + TextTable.printable(istio.sha()
                                        .substring(0, Math.min(12, istio.sha().length()))) + " of " + catalog.created()
                                + (istio.dirty() ? " with uncommitted changes" : ""))
                + "\n";
    }

    private static String platforms(Catalog catalog) {
        TextTable table = new TextTable("IMAGE", "VARIANT", "PLATFORM", "SIZE", "DIGEST").alignRight(3);
        for (CatalogImage image : catalog.images()) {
            String name = image.name();
            String variant = image.variant();
            for (CatalogPlatform platform : image.platforms()) {
                table.row(
                        name,
                        variant,
                        platform.platform().toString(),
                        Sizes.of(platform.size()),
                        platform.digest().toString());
                name = "";
                variant = "";
            }
        }
        return table.toText();
    }

    private static String references(Catalog catalog) {
        TextTable table = new TextTable("REFERENCE", "DIGEST");
        for (CatalogImage image : catalog.images()) {
            List<Reference> references = image.references();
            references.forEach(
                    reference -> table.row(reference.toString(), image.digest().toString()));
            if (references.isEmpty()) {
                table.row(image.repository().toString(), image.digest().toString());
            }
        }
        return table.toText();
    }
}
