package io.jenkins.plugins.istioimages.catalog.contents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The list of what is installed, in the form of dpkg ({@code dpkg-query(1)}, Debian policy 5.1; distroless images have a
 * file for each package instead) or of apk (apk-package(5)).
 */
enum PackageDatabase {
    DPKG("deb", "Package", "Version", "Architecture", ": "),
    APK("apk", "P", "V", "A", ":");

    private static final Pattern DISTROLESS = Pattern.compile("var/lib/dpkg/status\\.d/[^/]+");
    private static final int LONGEST_LINE = 8192;
    private static final int MOST = 20_000;

    private final String manager;
    private final String name;
    private final String version;
    private final String architecture;
    private final String separator;

    PackageDatabase(String manager, String name, String version, String architecture, String separator) {
        this.manager = manager;
        this.name = name;
        this.version = version;
        this.architecture = architecture;
        this.separator = separator;
    }

    /** Of a file by its path in the image. */
    static Optional<PackageDatabase> of(String path) {
        if (path.equals("var/lib/dpkg/status") || DISTROLESS.matcher(path).matches() && !path.endsWith(".md5sums")) {
            return Optional.of(DPKG);
        }
        return path.equals("lib/apk/db/installed") || path.equals("usr/lib/apk/db/installed")
                ? Optional.of(APK)
                : Optional.empty();
    }

    /** Reads it to its end; lines that are longer than any that matters are cut. */
    List<InstalledPackage> read(InputStream in) throws IOException {
        List<InstalledPackage> packages = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        StringBuilder line = new StringBuilder();
        byte[] buffer = new byte[LONGEST_LINE];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n') {
                    end(line.toString(), fields, packages);
                    line.setLength(0);
                } else if (line.length() < LONGEST_LINE) {
                    line.append((char) (buffer[i] & 0xff));
                }
            }
        }
        end(line.toString(), fields, packages);
        end("", fields, packages);
        return packages;
    }

    private void end(String line, Map<String, String> fields, List<InstalledPackage> packages) {
        if (!line.isBlank()) {
            int at = line.indexOf(separator);
            String key = at < 0 ? "" : line.substring(0, at);
            if (key.equals(name) || key.equals(version) || key.equals(architecture) || key.equals("Status")) {
                fields.put(key, utf8(line.substring(at + separator.length()).strip()));
            }
            return;
        }
        String status = fields.getOrDefault("Status", "install ok installed");
        if (fields.containsKey(name) && status.endsWith(" installed") && packages.size() < MOST) {
            packages.add(new InstalledPackage(
                    manager,
                    fields.get(name),
                    fields.getOrDefault(version, ""),
                    fields.getOrDefault(architecture, "")));
        }
        fields.clear();
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
