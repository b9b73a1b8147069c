package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.builder.BuilderDirectory;
import io.jenkins.plugins.istioimages.builder.BuilderDirectoryReader;
import io.jenkins.plugins.istioimages.builder.BuilderRepository;
import io.jenkins.plugins.istioimages.builder.fresh.CopyDiff;
import io.jenkins.plugins.istioimages.builder.fresh.NewVersion;
import io.jenkins.plugins.istioimages.builder.fresh.Upstream;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.UpstreamRepositories;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the Dockerfile of a new version: a copy of the newest one, its tools as a branch of istio's tools and"
                    + " proxy has them.",
            "Prints what differs as a patch for 'git apply' and writes nothing, or writes the file with --write."
        })
final class BuilderNewCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "VERSION", description = "of the new image, like 3.6 or release-1.28")
    private String version;

    @Option(
            names = {"-C", "--directory"},
            paramLabel = "DIR",
            defaultValue = "docker",
            description = "of NAME_VERSION.Dockerfile (default: ${DEFAULT-VALUE})")
    private Path directory;

    @Option(
            names = "--branch",
            required = true,
            paramLabel = "BRANCH",
            description = "of istio that the new version is for, like release-1.28")
    private String branch;

    @Option(
            names = "--from",
            paramLabel = "V",
            defaultValue = "",
            description = "copy this version, or NAME:VERSION; else the newest numbered one")
    private String from;

    @Option(
            names = "--tools",
            paramLabel = "URL",
            defaultValue = "https://github.com/istio/tools",
            description = "whose " + Upstream.DOCKERFILE + " has the versions of tools (default: ${DEFAULT-VALUE})")
    private String tools;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            defaultValue = "https://github.com/istio/proxy",
            description = "whose " + Upstream.BAZELVERSION + " has Bazel's version (default: ${DEFAULT-VALUE})")
    private String proxy;

    @Option(names = "--write", description = "write the file; else only what differs is printed")
    private boolean write;

    @Mixin
    private GitOptions git = new GitOptions();

    BuilderNewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        BuilderDirectory images = new BuilderDirectoryReader(List.of(), Platform.current()).read(directory);
        NewVersion made = NewVersion.of(NewVersion.source(images, from), version, upstream());
        terminal.err()
                .println(made.file() + " is a copy of "
                        + made.source().dockerfile().getFileName() + ", "
                        + made.changes().size() + " versions as " + branch + " has them");
        made.changes().forEach(change -> terminal.err().println("  " + change));
        made.notes().forEach(note -> terminal.err().println("notice: " + note));
        if (write) {
            made.write();
        } else {
            terminal.out()
                    .print(CopyDiff.of(
                            path(made.source().dockerfile()), path(made.file()), made.before(), made.after()));
        }
        terminal.out().flush();
        return 0;
    }

    private Upstream upstream() {
        MirrorCache mirrors =
                git.mirrors(System.getenv(), line -> terminal.err().println(line));
        UpstreamRepositories repositories = new UpstreamRepositories(mirrors);
        String dockerfile = repositories
                .text("tools", tools, branch, Upstream.DOCKERFILE)
                .orElseThrow(() ->
                        new InputException("branch " + branch + " of " + tools + " has no " + Upstream.DOCKERFILE));
        return new Upstream(branch, dockerfile, repositories.text("proxy", proxy, branch, Upstream.BAZELVERSION));
    }

    /** From the top of the repository, where patches are applied; outside of one, from the directory. */
    private String path(Path file) {
        String name = file.getFileName().toString();
        try (BuilderRepository repository = BuilderRepository.of(directory)) {
            return repository.prefix().isEmpty() ? name : repository.prefix() + "/" + name;
        } catch (InputException e) {
            return name;
        }
    }
}
