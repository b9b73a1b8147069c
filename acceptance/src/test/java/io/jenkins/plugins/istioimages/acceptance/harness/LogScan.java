package io.jenkins.plugins.istioimages.acceptance.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds what a controller's log has against our classes. An entry is a line with a time, an id, a level and a logger, and
 * all lines after it up to the next such line.
 */
public final class LogScan {
    private static final String OURS = "io.jenkins.plugins.istioimages";
    private static final Pattern ENTRY =
            Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+.*\\t(FINE|INFO|WARNING|SEVERE)\\t.*");
    private static final Pattern BAD = Pattern.compile("\\t(WARNING|SEVERE)\\t");

    private LogScan() {}

    /**
     * The entries that warn and name our package or our plugin, anywhere in them.
     *
     * @param log as java.util.logging writes it for Jenkins: {@code time [id=N] TAB level TAB logger: text}
     */
    public static List<String> ourWarnings(String log) {
        return entries(log).stream()
                .filter(entry ->
                        BAD.matcher(entry.lines().findFirst().orElse("")).find())
                .filter(entry -> entry.contains(OURS) || entry.contains("istio-images"))
                .toList();
    }

    private static List<String> entries(String log) {
        List<String> entries = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        log.lines().forEach(line -> {
            if (ENTRY.matcher(line).matches() && current.length() > 0) {
                entries.add(current.toString());
                current.setLength(0);
            }
            current.append(line).append('\n');
        });
        entries.add(current.toString());
        return entries;
    }
}
