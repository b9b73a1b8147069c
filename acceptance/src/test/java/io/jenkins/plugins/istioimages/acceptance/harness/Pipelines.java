package io.jenkins.plugins.istioimages.acceptance.harness;

import io.jenkins.plugins.istioimages.cli.demo.DemoRepositories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** Jobs that build mini-istio: each has a git repository with a Jenkinsfile and a release manifest. */
public final class Pipelines {
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

    /**
     * Makes a job.
     *
     * @param jenkinsfile {@code scripted.groovy} or {@code declarative.groovy}
     * @param name of the job, and of the paths below which it stages and publishes
     */
    public PipelineJob job(String jenkinsfile, String name) throws IOException, GitAPIException {
        Path repository = Files.createDirectories(directory.resolve("jobs").resolve(name));
        String host = world.registry().host();
        Files.writeString(repository.resolve("manifest.yaml"), manifest());
        Files.writeString(
                repository.resolve("Jenkinsfile"),
                Template.fill(
                        jenkinsfile, Map.of("STAGING", host + "/" + name + "/staging", "HUB", host + "/" + name)));
        try (Git git = Git.init()
                .setDirectory(repository.toFile())
                .setInitialBranch("main")
                .call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setAuthor("acceptance", "acceptance@example.invalid")
                    .setCommitter("acceptance", "acceptance@example.invalid")
                    .setMessage("Release mini-istio")
                    .setSign(false)
                    .call();
        }
        JenkinsClient.ok(world.controller()
                .admin()
                .postXml(
                        "createItem?name=" + name,
                        Template.fill("job.xml", Map.of("REPOSITORY", repository.toString()))));
        return new PipelineJob(world.controller(), name);
    }

    private String manifest() throws IOException {
        return Files.readString(World.home().resolve("examples/demo.yaml"))
                .replace("../target/demo/git/", directory.resolve("git") + "/");
    }
}
