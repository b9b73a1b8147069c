package io.jenkins.plugins.istioimages.catalog.contents;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Go writes into a program about its making (Go's package runtime/debug, BuildInfo).
 *
 * @param goVersion for example {@code go1.24.3}
 * @param main module of the program
 * @param modules that it was linked with, replacements in place of what they replace, sorted
 * @param settings of the build, for example {@code GOARCH} and {@code vcs.revision}
 */
public record GoBuildInfo(
        String goVersion, Optional<GoModule> main, List<GoModule> modules, SortedMap<String, String> settings) {
    private static final int MOST = 20_000;

    public GoBuildInfo {
        modules = modules.stream().sorted().toList();
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** The commit that it was built from; empty where Go does not tell. */
    public Optional<String> revision() {
        return Optional.ofNullable(settings.get("vcs.revision"));
    }

    /**
     * Reads the text between the sentinels. Lines of other kinds are let be.
     *
     * @param text lines of {@code mod}, {@code dep}, {@code =>} and {@code build}, fields separated by tabs
     */
    static GoBuildInfo parse(String goVersion, String text) {
        GoModule main = null;
        List<GoModule> modules = new ArrayList<>();
        SortedMap<String, String> settings = new TreeMap<>();
        for (String line : text.lines().limit(MOST).toList()) {
            String[] fields = line.split("\t", -1);
            if (fields.length < 2 || fields[1].isEmpty()) {
                continue;
            }
            switch (fields[0]) {
                case "mod" -> main = module(fields);
                case "dep" -> modules.add(module(fields));
                case "=>" -> {
                    if (!modules.isEmpty()) {
                        modules.set(modules.size() - 1, module(fields));
                    }
                }
                case "build" -> setting(fields[1], settings);
                default -> {
                    // Newer releases of Go may tell more.
                }
            }
        }
        return new GoBuildInfo(goVersion, Optional.ofNullable(main), modules, settings);
    }

    private static GoModule module(String[] fields) {
        return new GoModule(fields[1], fields.length > 2 ? fields[2] : "");
    }

    private static void setting(String text, SortedMap<String, String> settings) {
        int equals = text.indexOf('=');
        if (equals > 0) {
            settings.put(text.substring(0, equals), text.substring(equals + 1));
        }
    }
}
