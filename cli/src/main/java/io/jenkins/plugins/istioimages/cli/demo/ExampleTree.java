package io.jenkins.plugins.istioimages.cli.demo;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.eclipse.jgit.ignore.IgnoreNode.MatchResult;

/**
 * A directory that becomes a git repository.
 *
 * @param name of the repository
 * @param directory its content, but for what its own {@code .gitignore} leaves out
 */
record ExampleTree(String name, Path directory) {

    /**
     * Files and symbolic links by their path in the repository, with slashes.
     *
     * @throws WorkException if the directory cannot be read
     */
    SortedMap<String, Path> files() {
        SortedMap<String, Path> files = new TreeMap<>();
        try {
            IgnoreNode ignored = ignored();
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                    boolean skip = path.endsWith(".git") || isIgnored(ignored, path, true);
                    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                    if (!isIgnored(ignored, path, false)) {
                        files.put(inRepository(path), path);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new WorkException("cannot read " + directory + ": " + e.getMessage(), e);
        }
        return files;
    }

    private IgnoreNode ignored() throws IOException {
        IgnoreNode rules = new IgnoreNode();
        Path file = directory.resolve(".gitignore");
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            try (InputStream in = Files.newInputStream(file)) {
                rules.parse(in);
            }
        }
        return rules;
    }

    private boolean isIgnored(IgnoreNode rules, Path path, boolean isDirectory) {
        return !path.equals(directory) && rules.isIgnored(inRepository(path), isDirectory) == MatchResult.IGNORED;
    }

    private String inRepository(Path path) {
        return directory.relativize(path).toString().replace('\\', '/');
    }
}
