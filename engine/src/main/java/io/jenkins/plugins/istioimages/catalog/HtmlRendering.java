package io.jenkins.plugins.istioimages.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A page that stands alone: no script, nothing loaded, light or dark as the reader has it. */
final class HtmlRendering implements Rendering {
    @Override
    public String name() {
        return "html";
    }

    @Override
    public String description() {
        return "a page for a browser";
    }

    @Override
    public String render(Catalog catalog) {
        String title = "Istio images " + Html.escape(catalog.version());
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%1$s</title>
                <style>
                %2$s</style>
                </head>
                <body>
                <main>
                <h1>%1$s</h1>
                <p class="facts">%3$s</p>
                <h2>Images</h2>
                <div class="card">
                %4$s</div>
                <h2>Sources</h2>
                <div class="card">
                %5$s</div>
                </main>
                </body>
                </html>
                """.formatted(title, style(), facts(catalog), images(catalog), sources(catalog));
    }

    private static String facts(Catalog catalog) {
        long bytes = catalog.images().stream()
                .flatMap(image -> image.platforms().stream())
                .mapToLong(CatalogPlatform::size)
                .sum();
        int count = catalog.images().size();
        return (count == 1 ? "1 image" : count + " images") + ", " + Sizes.of(bytes) + " &middot; commit time <time>"
                + catalog.created() + "</time>"
                + catalog.compressor()
                        .map(id -> " &middot; layers by " + Html.code(id))
                        .orElse("");
    }

    private static String images(Catalog catalog) {
        if (catalog.images().isEmpty()) {
            return "<p class=\"empty\">No images were made.</p>\n";
        }
        StringBuilder table = new StringBuilder("""
                <table class="wide">
                <thead><tr><th>Image</th><th>Pull as</th><th>Platforms</th></tr></thead>
                <tbody>
                """);
        catalog.images().forEach(image -> table.append(image(image)));
        return table.append("</tbody>\n</table>\n").toString();
    }

    private static String image(CatalogImage image) {
        StringBuilder platforms = new StringBuilder();
        image.platforms().forEach(platform -> platforms.append(platform(platform)));
        return """
                <tr>
                <th scope="row">%s <span class="badge">%s</span></th>
                <td><ul>
                %s</ul></td>
                <td><table class="platforms"><tbody>
                %s</tbody></table></td>
                </tr>
                """.formatted(Html.escape(image.name()), Html.escape(image.variant()), references(image), platforms);
    }

    private static String references(CatalogImage image) {
        StringBuilder list = new StringBuilder();
        image.references().forEach(reference -> list.append(item("tag", "", reference.toString())));
        list.append(item("pinned", "", image.pinned().toString()));
        image.attachments()
                .forEach(one -> list.append(
                        item("attached", one.type() + " ", one.digest().toString())));
        return list.toString();
    }

    private static String item(String kind, String label, String code) {
        return "<li class=\"" + kind + "\">" + Html.escape(label) + Html.code(code) + "</li>\n";
    }

    private static String platform(CatalogPlatform platform) {
        return "<tr title=\"" + Html.escape(platform.stage()) + "\"><td class=\"platform\">"
                + Html.escape(platform.platform().toString()) + "</td><td class=\"size\">"
                + Sizes.of(platform.size()) + "</td><td>"
                + Html.code(platform.digest().toString()) + "</td></tr>\n";
    }

    private static String sources(Catalog catalog) {
        if (catalog.sources().isEmpty()) {
            return "<p class=\"empty\">No sources are known.</p>\n";
        }
        StringBuilder table = new StringBuilder("""
                <table class="wide">
                <thead><tr><th>Source</th><th>Repository</th><th>Branch or tag</th><th>Commit</th></tr></thead>
                <tbody>
                """);
        catalog.sources().forEach((name, source) -> table.append(source(name, source)));
        return table.append("</tbody>\n</table>\n").toString();
    }

    private static String source(String name, CatalogSource source) {
        String sha = Html.code(source.sha());
        String commit = source.commitPage()
                .map(page -> "<a rel=\"noopener noreferrer\" href=\"" + Html.escape(page) + "\">" + sha + "</a>")
                .orElse(sha);
        return "<tr><th scope=\"row\">" + Html.escape(name) + "</th><td>" + Html.escape(source.git()) + "</td><td>"
                + source.branch().map(Html::escape).orElse("") + "</td><td>" + commit
                + (source.dirty() ? " <span class=\"note\">with uncommitted changes</span>" : "") + "</td></tr>\n";
    }

    private static String style() {
        try (InputStream in = HtmlRendering.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("page.css is not packaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
