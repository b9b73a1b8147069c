package io.jenkins.plugins.istioimages.acceptance.harness;

import io.jenkins.plugins.istioimages.cli.demo.DemoRepositories;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.source.OwnBaseTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Jobs that build mini-istio: each has a git repository with a Jenkinsfile and a release manifest. */
public final class Pipelines {
    /** What is released unless a test says otherwise. */
    public static final String VERSION = "1.14.5";

    private final World world;
    private final Path directory;

    /** Makes mini-istio's repositories, as the demo does, and the registry's credentials. */
    Pipelines(World world) {
        this.world = world;
        this.directory = world.directory().resolve("pipelines");
        new DemoRepositories(World.home().resolve("examples")).create(directory.resolve("git"));
        world.controller()
                .admin()
                .script(Template.fill(
                        "credentials.groovy",
                        Map.of("USER", World.REGISTRY_USER, "PASSWORD", World.REGISTRY_PASSWORD)));
    }

    /** Makes a job that releases {@link #VERSION}. */
    public PipelineJob job(String jenkinsfile, String name) throws IOException, GitAPIException {
        return job(jenkinsfile, name, VERSION);
    }

    /**
     * Makes a job.
     *
     * @param jenkinsfile {@code scripted.groovy} or {@code declarative.groovy}
     * @param name of the job, and of the paths below which it stages and publishes
     * @param version of the release
     */
    public PipelineJob job(String jenkinsfile, String name, String version) throws IOException, GitAPIException {
        return create(name, commit(jenkinsfile, name, version));
    }

    /**
     * Makes a job of a git repository, with the Jenkinsfile at the top of its branch main.
     *
     * @param name of the job
     */
    public PipelineJob create(String name, Path repository) {
        JenkinsClient.ok(world.controller()
                .admin()
                .postXml(
                        "createItem?name=" + name,
                        Template.fill("job.xml", Map.of("REPOSITORY", repository.toString()))));
        return new PipelineJob(world.controller(), name);
    }

    /** Makes a job of these files. */
    public PipelineJob job(String name, Map<String, String> files) throws IOException, GitAPIException {
        try (BranchRepository repository = repository(name, "main", files)) {
            return create(name, repository.directory());
        }
    }

    /** Makes a multibranch project over a repository that {@link #repository} made. */
    public MultibranchProject multibranch(String name, BranchRepository repository) {
        return MultibranchProject.create(world.controller(), name, repository.directory(), false);
    }

    /** The same, with submodules checked out. */
    public MultibranchProject multibranchWithSubmodules(String name, BranchRepository repository) {
        return MultibranchProject.create(world.controller(), name, repository.directory(), true);
    }

    /**
     * Makes the repositories istio and proxy of a release with base images of its own, below one directory.
     *
     * @param tags of istio's tip
     */
    public Path ownBases(String... tags) throws IOException, GitAPIException {
        Path place = directory.resolve("own-bases");
        Path examples = place.resolve("examples");
        Tool.run(
                List.of(
                        "cp",
                        "-r",
                        World.home().resolve("examples").toString(),
                        Files.createDirectories(place).resolve("examples").toString()),
                "coreutils");
        OwnBaseTree.shape(examples.resolve("mini-istio"));
        Map<String, Path> repositories = new DemoRepositories(examples).create(place.resolve("bare"));
        Path git = Files.createDirectories(place.resolve("git"));
        for (String name : List.of("istio", "proxy")) {
            Files.createSymbolicLink(git.resolve(name), repositories.get(name));
        }
        try (Git istio = Git.open(repositories.get("istio").toFile())) {
            for (String tag : tags) {
                istio.tag()
                        .setName(tag)
                        .setObjectId(istio.getRepository()
                                .parseCommit(istio.getRepository().resolve(DemoRepositories.BRANCH)))
                        .setAnnotated(false)
                        .call();
            }
        }
        return git;
    }

    /** Makes a repository of several branches, with files on its first one. */
    public BranchRepository repository(String name, String branch, Map<String, String> files)
            throws IOException, GitAPIException {
        return BranchRepository.create(directory.resolve("jobs").resolve(name), branch, files);
    }

    /**
     * A Jenkinsfile.
     *
     * @param template that has STAGING and HUB in it, which become paths below this name
     * @param words others that are replaced, by what
     */
    public String jenkinsfile(String template, String name, Map<String, String> words) {
        String hub = world.registry().host() + "/" + name;
        Map<String, String> all = new LinkedHashMap<>(Map.of("STAGING", hub + "/staging", "HUB", hub));
        all.putAll(words);
        return Template.fill(template, all);
    }

    /** One of mini-istio's repositories, such as {@code tools}. */
    public Path source(String name) {
        return directory.resolve("git").resolve(name + ".git");
    }

    /** Makes a job of a Jenkinsfile in {@code examples/}, as it stands. */
    public PipelineJob example(String jenkinsfile, String name, String version) throws IOException, GitAPIException {
        return create(
                name,
                commitText(Files.readString(World.home().resolve("examples").resolve(jenkinsfile)), name, version));
    }

    /** Writes the next commit of a job's repository; see {@link #job(String, String, String)}. */
    public Path commit(String jenkinsfile, String name, String version) throws IOException, GitAPIException {
        return commitText(jenkinsfile(jenkinsfile, name, Map.of("VERSION", version)), name, version);
    }

    private Path commitText(String jenkinsfile, String name, String version) throws IOException, GitAPIException {
        return commit(
                name,
                "Release mini-istio " + version,
                Map.of("manifest.yaml", bytes(manifest(version)), "Jenkinsfile", bytes(jenkinsfile)));
    }

    /**
     * Writes the next commit of a job's repository.
     *
     * @param files at its top, by name
     */
    public Path commit(String name, String message, Map<String, byte[]> files) throws IOException, GitAPIException {
        Path repository = Files.createDirectories(directory.resolve("jobs").resolve(name));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(repository.resolve(file.getKey()), file.getValue());
        }
        try (Git git = Git.init()
                .setDirectory(repository.toFile())
                .setInitialBranch("main")
                .call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setAuthor("acceptance", "acceptance@example.invalid")
                    .setCommitter("acceptance", "acceptance@example.invalid")
                    .setMessage(message)
                    .setSign(false)
                    .call();
        }
        return repository;
    }

    /** The same without a version: something else says it. */
    public String manifest() throws IOException {
        return manifest(VERSION).replace("version: " + VERSION + "\n", "");
    }

    /** A file's content. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A release manifest of mini-istio, in the newest form. */
    public String manifest(String version) throws IOException {
        return Files.readString(World.home().resolve("examples/demo.yaml"))
                .replace("version: " + VERSION, "version: " + version)
                .replace("../target/demo/git/", directory.resolve("git") + "/");
    }
}
