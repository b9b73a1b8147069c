package io.jenkins.plugins.istioimages.jenkins.steps;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;
import jenkins.util.VirtualFile;

/** Artifacts as Jenkins keeps them by itself: files of a directory. */
final class DirectoryFile extends VirtualFile {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    DirectoryFile(Path file) {
        this.file = file;
    }

    @Override
    public boolean isFile() {
        return Files.isRegularFile(file);
    }

    @Override
    public long length() throws IOException {
        return Files.size(file);
    }

    @Override
    public Collection<String> list(String includes, String excludes, boolean useDefaultExcludes) throws IOException {
        try (Stream<Path> all = Files.walk(file)) {
            return all.filter(Files::isRegularFile)
                    .map(one -> file.relativize(one).toString())
                    .toList();
        }
    }

    @Override
    public VirtualFile child(String name) {
        return new DirectoryFile(file.resolve(name));
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }
}
