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
                <table>
                <thead><tr><th>Image</th><th>Pull as</th><th>Platform</th><th class="size">Size</th><th>Digest</th></tr></thead>
                """);
        catalog.images().forEach(image -> table.append(image(image)));
        return table.append("</table>\n").toString();
    }

    private static String image(CatalogImage image) {
        int rows = Math.max(1, image.platforms().size());
        StringBuilder body = new StringBuilder("<tbody>\n<tr>");
        body.append("<th scope=\"rowgroup\" rowspan=\"" + rows + "\">")
                .append(Html.escape(image.name()))
                .append(" <span class=\"badge\">")
                .append(Html.escape(image.variant()))
                .append("</span></th>\n<td rowspan=\"" + rows + "\">")
                .append(references(image))
                .append("</td>\n");
        String next = "";
        for (CatalogPlatform platform : image.platforms()) {
            body.append(next).append(platform(platform));
            next = "</tr>\n<tr>";
        }
        return body.append("</tr>\n</tbody>\n").toString();
    }

    private static String references(CatalogImage image) {
        StringBuilder list = new StringBuilder("<ul class=\"references\">");
        image.references().forEach(reference -> list.append("<li>")
                .append(Html.code(reference.toString()))
                .append("</li>"));
        list.append("<li class=\"pinned\">")
                .append(Html.code(image.pinned().toString()))
                .append("</li>");
        image.attachments().forEach(one -> list.append("<li class=\"note\">")
                .append(Html.escape(one.type()))
                .append(" ")
                .append(Html.code(one.digest().toString()))
                .append("</li>"));
        return list.append("</ul>").toString();
    }

    private static String platform(CatalogPlatform platform) {
        return "<td class=\"platform\" title=\"" + Html.escape(platform.stage()) + "\">"
                + Html.escape(platform.platform().toString()) + "</td><td class=\"size\">"
                + Sizes.of(platform.size()) + "</td><td>"
                + Html.code(platform.digest().toString()) + "</td>";
    }

    private static String sources(Catalog catalog) {
        if (catalog.sources().isEmpty()) {
            return "<p class=\"empty\">No sources are known.</p>\n";
        }
        StringBuilder table = new StringBuilder("""
                <table class="flat">
                <thead><tr><th>Source</th><th>Repository</th><th>Branch or tag</th><th>Commit</th></tr></thead>
                <tbody>
                """);
        catalog.sources().forEach((name, source) -> table.append(source(name, source)));
        return table.append("</tbody>\n</table>\n").toString();
    }

    private static String source(String name, CatalogSource source) {
        String sha = Html.code(source.sha());
        String commit = Html.commitPage(source)
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
