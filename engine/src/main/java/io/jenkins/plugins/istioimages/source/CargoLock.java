package io.jenkins.plugins.istioimages.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code Cargo.lock} file (https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html), versions 1 to 4, as far as
 * it says which crates are used. Cargo writes it, and always in the same way: a table for each package, a line for each
 * value. In version 1 checksums stand in a table of their own.
 */
final class CargoLock {
    private static final String PACKAGE = "[[package]]";
    private static final String METADATA = "[metadata]";
    private static final Pattern VALUE = Pattern.compile("(?:([A-Za-z0-9_-]+)|\"([^\"]*)\") = \"([^\"\\\\]*)\"");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final SourceText file;
    private final List<Map<String, String>> packages = new ArrayList<>();
    private final Map<String, String> metadata = new HashMap<>();

    private CargoLock(SourceText file) {
        this.file = file;
    }

    /**
     * Its crates in the order of the file, but for those that are part of the source itself.
     *
     * @throws SourceFileException if it is malformed
     */
    static List<RequiredCrate> parse(SourceText file) {
        CargoLock lock = new CargoLock(file);
        lock.read();
        return lock.packages.stream()
                .filter(one -> one.containsKey("source"))
                .map(lock::crate)
                .toList();
    }

    private void read() {
        Map<String, String> table = new HashMap<>();
        int offset = 0;
        int tableStart = 0;
        for (String line : file.text().split("\n", -1)) {
            Matcher value = VALUE.matcher(line);
            if (line.startsWith("[")) {
                check(table, tableStart);
                table = table(line);
                tableStart = offset;
            } else if (value.matches()) {
                table.put(value.group(1) == null ? value.group(2) : value.group(1), value.group(3));
            }
            offset += line.length() + 1;
        }
        check(table, tableStart);
    }

    /** Where the values that follow belong to; those of tables that say nothing of crates are forgotten. */
    private Map<String, String> table(String header) {
        if (header.equals(METADATA)) {
            return metadata;
        }
        Map<String, String> table = new HashMap<>();
        if (header.equals(PACKAGE)) {
            packages.add(table);
        }
        return table;
    }

    private void check(Map<String, String> table, int start) {
        boolean crate = !packages.isEmpty() && packages.get(packages.size() - 1) == table;
        if (crate && !(table.containsKey("name") && table.containsKey("version"))) {
            throw new SourceFileException(file.at(start), "the package has no name or no version");
        }
    }

    private RequiredCrate crate(Map<String, String> table) {
        String name = table.get("name");
        String version = table.get("version");
        String origin = table.get("source");
        String sum = table.getOrDefault(
                "checksum", metadata.getOrDefault("checksum " + name + " " + version + " (" + origin + ")", ""));
        return new RequiredCrate(name, version, origin, Optional.of(sum).filter(hex -> SHA256.matcher(hex)
                .matches()));
    }
}
