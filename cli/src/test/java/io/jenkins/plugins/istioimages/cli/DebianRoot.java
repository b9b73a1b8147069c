package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A root directory of Debian like debootstrap's smallest, to change into: the packages that every Debian has, and what
 * they depend on, with their scripts and dpkg's record of them. They come from this machine, where they are installed, so
 * it is there in seconds and without a network. Needs root.
 */
final class DebianRoot implements AutoCloseable {
    private static final String PACKAGE = "dpkg";
    private static final Path INFO = Path.of("var/lib/dpkg/info");
    /** In merged roots, links to directories of the same name below usr (Debian 12). */
    private static final List<String> MERGED = List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");

    /** An installed package: its files of dpkg begin with its name, and architecture where several can be installed. */
    private record Installed(String fileName, boolean essential, List<String> depends) {}

    private final Path root;

    private DebianRoot(Path root) {
        this.root = root;
    }

    /**
     * Fills a directory.
     *
     * @param more packages beside those that every Debian has
     */
    static DebianRoot create(Path root, List<String> more) throws IOException {
        Map<String, Installed> needed = closure(installed(), more);
        for (String directory : List.of("usr", "etc", "tmp", "dev", "proc", INFO.toString(), "var/lib/dpkg/updates")) {
            Files.createDirectories(root.resolve(directory));
        }
        for (String name : MERGED) {
            if (Files.isSymbolicLink(Path.of("/", name))) {
                Files.createDirectories(root.resolve("usr").resolve(name));
                Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
            }
        }
        copyFiles(root, needed);
        record(root, needed);
        DebianRoot debian = new DebianRoot(root);
        debian.run("cp", "/usr/share/base-passwd/passwd.master", "/etc/passwd");
        debian.run("cp", "/usr/share/base-passwd/group.master", "/etc/group");
        debian.run("pwconv");
        debian.run("ldconfig");
        // What dpkg knows of triggers it finds out now.
        debian.run("dpkg", "--configure", "--pending");
        return debian;
    }

    /** Where something is, seen from outside. */
    Path path(String inside) {
        return root.resolve(inside);
    }

    /** Runs a program inside. */
    String run(String... command) {
        List<String> all = new ArrayList<>(
                List.of("env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", "chroot"));
        all.add(root.toString());
        all.addAll(List.of(command));
        return Tool.run(all, "", "coreutils");
    }

    /** Removes it: links in it lead, seen from outside, to files of this machine. */
    @Override
    public void close() {
        Tool.run(List.of("rm", "-rf", "--one-file-system", root.toString()), "", "coreutils");
    }

    /** By name, and by what else they provide. */
    private static Map<String, Installed> installed() {
        String format = "${Package}\\t${Architecture}\\t${Multi-Arch}\\t${Essential}\\t${Pre-Depends}, ${Depends}"
                + "\\t${Provides}\\t${db:Status-Abbrev}\\n";
        Map<String, Installed> installed = new HashMap<>();
        Map<String, Installed> provided = new HashMap<>();
        Tool.run(List.of("dpkg-query", "--show", "--showformat", format), "", PACKAGE)
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields[6].startsWith("ii"))
                .forEach(fields -> {
                    String file = fields[2].equals("same") ? fields[0] + ":" + fields[1] : fields[0];
                    Installed one = new Installed(file, fields[3].equals("yes"), List.of(fields[4].split(",")));
                    installed.putIfAbsent(fields[0], one);
                    Stream.of(fields[5].split(",")).forEach(name -> provided.putIfAbsent(bare(name), one));
                });
        provided.forEach(installed::putIfAbsent);
        return installed;
    }

    /** What is essential and what that depends on, by file name. */
    private static Map<String, Installed> closure(Map<String, Installed> installed, List<String> more) {
        Map<String, Installed> needed = new TreeMap<>();
        Deque<Installed> open = new ArrayDeque<>();
        installed.values().stream().filter(Installed::essential).forEach(open::add);
        // debootstrap's smallest variant has passwd, too.
        Stream.concat(Stream.of("passwd"), more.stream()).forEach(name -> {
            if (!installed.containsKey(name)) {
                throw new IllegalStateException("install the Debian package " + name);
            }
            open.add(installed.get(name));
        });
        while (!open.isEmpty()) {
            Installed one = open.remove();
            if (needed.putIfAbsent(one.fileName(), one) == null) {
                one.depends().forEach(alternatives -> Stream.of(alternatives.split("\\|"))
                        .map(name -> installed.get(bare(name)))
                        .filter(found -> found != null)
                        .findFirst()
                        .ifPresent(open::add));
            }
        }
        return needed;
    }

    /** A dependency without version and architecture. */
    private static String bare(String dependency) {
        return dependency.strip().replaceFirst("[ (:].*", "");
    }

    private static void copyFiles(Path root, Map<String, Installed> needed) throws IOException {
        TreeSet<String> paths = new TreeSet<>();
        for (String name : needed.keySet()) {
            for (String path : Files.readAllLines(Path.of("/").resolve(INFO).resolve(name + ".list"))) {
                boolean merged = MERGED.contains(path.substring(1)) && Files.isSymbolicLink(Path.of(path));
                boolean wanted = !path.startsWith("/usr/share/doc/") && !path.startsWith("/usr/share/locale/");
                if (wanted && !merged && !path.equals("/.") && Files.exists(Path.of(path))) {
                    paths.add(path);
                }
            }
        }
        Tool.run(
                List.of(
                        "sh",
                        "-c",
                        "tar --create --directory=/ --no-recursion --files-from=- | tar --extract --directory=\"$0\"",
                        root.toString()),
                String.join("\n", paths).replaceAll("(?m)^/", "") + "\n",
                "tar");
    }

    /** dpkg's own: what is installed, which files that has, and its scripts. */
    private static void record(Path root, Map<String, Installed> needed) throws IOException {
        List<String> query = new ArrayList<>(List.of("dpkg-query", "--status"));
        query.addAll(needed.keySet());
        Files.writeString(root.resolve("var/lib/dpkg/status"), Tool.run(query, "", PACKAGE));
        try (Stream<Path> all = Files.list(Path.of("/").resolve(INFO))) {
            for (Path file : (Iterable<Path>) all::iterator) {
                String name = file.getFileName().toString();
                if (needed.containsKey(name.replaceFirst("\\.[a-z0-9]+$", "")) || name.equals("format")) {
                    Files.copy(file, root.resolve(INFO).resolve(name));
                }
            }
        }
    }
}
