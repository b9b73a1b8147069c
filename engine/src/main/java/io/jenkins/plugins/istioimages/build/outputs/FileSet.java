package io.jenkins.plugins.istioimages.build.outputs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Files that become one archive, by their names in it, sorted; directories end with a slash. Content is read when it is
 * written.
 */
final class FileSet {
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    /** Where bytes come from. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    /**
     * One entry.
     *
     * @param executable whether it is a program
     * @param size in bytes
     */
    record Entry(boolean executable, long size, Content content) {}

    /** All entries by name. */
    SortedMap<String, Entry> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    void addDirectory(String name) {
        entries.put(name.endsWith("/") ? name : name + "/", new Entry(true, 0, InputStream::nullInputStream));
    }

    void add(String name, byte[] content) {
        byte[] copy = content.clone();
        entries.put(name, new Entry(false, copy.length, () -> new ByteArrayInputStream(copy)));
    }

    void add(String name, String text) {
        add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IOException if it is no file that can be read */
    void add(String name, Path file) throws IOException {
        add(name, file, Files.isExecutable(file));
    }

    void add(String name, Path file, boolean executable) throws IOException {
        entries.put(name, new Entry(executable, Files.size(file), () -> Files.newInputStream(file)));
    }

    /**
     * Everything below a directory, directories that stay empty too. A symbolic link is what it leads to: zips, and
     * systems that unpack them, have none.
     *
     * @param prefix ends with a slash
     * @param wanted file names
     * @throws IOException if there is something that is neither file nor directory
     */
    void addTree(String prefix, Path directory, Predicate<String> wanted) throws IOException {
        try (Stream<Path> all = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                String name = prefix + directory.relativize(path).toString().replace('\\', '/');
                if (Files.isDirectory(path)) {
                    addDirectory(name);
                } else if (!Files.isRegularFile(path)) {
                    throw new IOException(path + " is no file");
                } else if (wanted.test(path.getFileName().toString())) {
                    add(name, path);
                }
            }
        }
    }
}
