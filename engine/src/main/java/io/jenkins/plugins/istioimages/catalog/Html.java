package io.jenkins.plugins.istioimages.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Text and links as HTML. Everything that comes from a catalog goes through here. */
final class Html {
    private Html() {}

    /** Text for an element or a quoted attribute. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        TextTable.printable(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /** A code element that a click selects as a whole. */
    static String code(String text) {
        return "<code>" + escape(text) + "</code>";
    }

    /** The page of a commit, where the repository is on a server that has such pages. */
    static Optional<String> commitPage(CatalogSource source) {
        try {
            URI uri = new URI(source.git());
            if (!"https".equalsIgnoreCase(uri.getScheme())
                    || uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                return Optional.empty();
            }
            String base = source.git().replaceFirst("/+$", "").replaceFirst("\\.git$", "");
            String page = uri.getHost().equalsIgnoreCase("bitbucket.org") ? "/commits/" : "/commit/";
            return Optional.of(base + page + source.sha());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
