package io.jenkins.plugins.istioimages.acceptance.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.api.errors.GitAPIException;

/** This project's library as somebody has it in Git: a library of the whole Jenkins that is not trusted. */
public final class GitLibrary {
    private static final String NONE = "unclassified:\n  globalUntrustedLibraries:\n    libraries: []\n";

    private final World world;
    private final Path repository;

    private GitLibrary(World world, Path repository) {
        this.world = world;
        this.repository = repository;
    }

    /** Tells Jenkins of it, with a step {@code escape} added that tries to leave the sandbox. */
    public static GitLibrary configure(World world) throws IOException, GitAPIException {
        Map<String, String> files =
                new TreeMap<>(Map.of("vars/escape.groovy", "def call() { jenkins.model.Jenkins.get() }\n"));
        for (String top : List.of("vars", "src", "resources")) {
            read(World.home().resolve(top), files);
        }
        try (BranchRepository made = world.pipelines().repository("library-in-git", "main", files)) {
            GitLibrary library = new GitLibrary(world, made.directory());
            library.apply(Template.fill("gitlibrary.yaml", Map.of("REPOSITORY", library.repository())));
            return library;
        }
    }

    /** Where it is fetched from. */
    public String repository() {
        return repository.toString();
    }

    /** Takes it out of Jenkins' configuration. */
    public void forget() {
        apply(NONE);
    }

    private void apply(String yaml) {
        JenkinsClient.ok(world.controller().admin().postText("configuration-as-code/apply", yaml));
    }

    private static void read(Path top, Map<String, String> files) throws IOException {
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(World.home().relativize(path).toString(), Files.readString(path));
            }
        }
    }
}
