package io.jenkins.plugins.istioimages.catalog;

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
}
