package io.jenkins.plugins.istioimages.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fault table as a page: a section for each kind of source, a row for each fault, a column for each operation. */
final class FaultReport {
    private final Map<String, Map<String, Map<String, String>>> sections = new LinkedHashMap<>();

    synchronized void cell(String section, String fault, String operation, String outcome) {
        sections.computeIfAbsent(section, s -> new LinkedHashMap<>())
                .computeIfAbsent(fault, f -> new LinkedHashMap<>())
                .put(operation, outcome);
    }

    synchronized int rows(String section) {
        return sections.getOrDefault(section, Map.of()).size();
    }

    synchronized void write(Path file) {
        StringBuilder text = new StringBuilder("# Faults and what becomes of each operation\n\n`ok` is the result that"
                + " there would be without the fault, and the same contents afterwards; all else is the kind of the one"
                + " error. No credential went to a host that it is not for.\n");
        sections.forEach((title, rows) -> section(text, title, rows));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void section(StringBuilder text, String title, Map<String, Map<String, String>> rows) {
        Map<String, String> first = rows.values().iterator().next();
        text.append("\n## ").append(title).append("\n\n| fault |");
        first.keySet().forEach(operation -> text.append(' ').append(operation).append(" |"));
        text.append("\n|---|").append("---|".repeat(first.size())).append('\n');
        rows.forEach((fault, row) -> {
            text.append("| ").append(fault).append(" |");
            row.values().forEach(cell -> text.append(' ').append(cell).append(" |"));
            text.append('\n');
        });
    }
}
