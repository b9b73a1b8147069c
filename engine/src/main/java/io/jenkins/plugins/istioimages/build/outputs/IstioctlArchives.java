package io.jenkins.plugins.istioimages.build.outputs;

import io.jenkins.plugins.istioimages.build.FileMaker;
import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.plan.IstioctlPlatform;
import io.jenkins.plugins.istioimages.plan.ReleaseLayout;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageParameter;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * istioctl for every system, alone and with everything that an installation needs (release-builder
 * pkg/build/archive.go). Charts get the release's version before make runs, for istioctl has them in it.
 */
public final class IstioctlArchives implements FileMaker {
    private static final String ISTIO = "istio";
    private static final List<String> COMPLETIONS = List.of("istioctl.bash", "_istioctl");
    private static final List<String> CERTS = List.of("README.md", "Makefile*", "common.mk");
    private static final List<String> SAMPLES =
            List.of("*.yaml", "*.md", "*.sh", "*.txt", "*.pem", "*.conf", "*.tpl", "*.json", "Makefile");
    private static final String DEFAULT_PROFILE = "manifests/profiles/default.yaml";

    @Override
    public void prepare(Stage stage, StageDirectory directory) throws IOException {
        new ChartSources(directory.source(ISTIO), ReleaseValues.of(stage)).release();
    }

    @Override
    public void make(Stage stage, StageDirectory directory, Path out) throws IOException {
        Path source = directory.source(ISTIO);
        Path built = built(stage, source);
        ReleaseLayout layout = new ReleaseLayout(stage.parameter(StageParameter.VERSION));
        Archives archives = Archives.of(stage);
        for (IstioctlPlatform platform : IstioctlPlatform.values()) {
            Path binary = built.resolve(platform.binary());
            FileSet alone = new FileSet();
            alone.add(platform.program(), binary, true);
            String first = platform.names().get(0);
            archives.write(alone, out.resolve(layout.istioctl(platform, first)));
            archives.write(whole(stage, source, built, platform), out.resolve(layout.archive(platform, first)));
            for (String older : platform.names().subList(1, platform.names().size())) {
                Files.createLink(
                        out.resolve(layout.istioctl(platform, older)), out.resolve(layout.istioctl(platform, first)));
                Files.createLink(
                        out.resolve(layout.archive(platform, older)), out.resolve(layout.archive(platform, first)));
            }
        }
    }

    /**
     * Where make left the binaries: {@code out/OS_ARCHITECTURE/release} of the machine that it ran on. release-builder
     * looks in linux_amd64 alone.
     */
    private static Path built(Stage stage, Path source) throws IOException {
        String probe = IstioctlPlatform.LINUX_AMD64.binary();
        try (Stream<Path> all = Files.walk(source.resolve("out"), 3)) {
            return all.filter(file -> file.getFileName().toString().equals(probe)
                            && file.getParent().endsWith("release"))
                    .map(Path::getParent)
                    .min(Path::compareTo)
                    .orElseThrow(() -> new WorkException("stage " + stage.id() + ": make left no release/" + probe
                            + " below " + source.resolve("out")));
        }
    }

    private static FileSet whole(Stage stage, Path source, Path built, IstioctlPlatform platform) throws IOException {
        String root = "istio-" + stage.parameter(StageParameter.VERSION) + "/";
        FileSet files = new FileSet();
        files.addDirectory(root);
        files.addDirectory(root + "bin/");
        files.addDirectory(root + "manifests/");
        files.addDirectory(root + "tools/");
        files.add(root + "LICENSE", source.resolve("LICENSE"), false);
        files.add(root + "README.md", source.resolve("README.md"), false);
        files.add(root + "manifest.yaml", stage.parameter(StageParameter.MANIFEST));
        files.add(root + "bin/" + platform.program(), built.resolve(platform.binary()), true);
        for (String completion : COMPLETIONS) {
            files.add(root + "tools/" + completion, built.resolve(completion), false);
        }
        files.addTree(root + "tools/certs/", source.resolve("tools/certs"), matching(CERTS));
        files.addTree(root + "samples/", source.resolve("samples"), matching(SAMPLES));
        for (String part : List.of("charts", "profiles")) {
            files.addTree(
                    root + "manifests/" + part + "/",
                    source.resolve("manifests").resolve(part),
                    name -> true);
        }
        addOlder(files, root, source);
        files.add(
                root + DEFAULT_PROFILE, ReleaseValues.of(stage).in(Files.readString(source.resolve(DEFAULT_PROFILE))));
        return files;
    }

    /** What releases until 1.23 have besides. */
    private static void addOlder(FileSet files, String root, Path source) throws IOException {
        Path examples = source.resolve("manifests/examples");
        if (Files.isDirectory(examples)) {
            files.addTree(root + "manifests/examples/", examples, name -> true);
        }
        Path operator = source.resolve("operator/samples");
        if (Files.isDirectory(operator)) {
            files.addTree(root + "samples/operator/", operator, name -> true);
        }
    }

    private static Predicate<String> matching(List<String> patterns) {
        List<PathMatcher> matchers = patterns.stream()
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                .toList();
        return name -> matchers.stream().anyMatch(matcher -> matcher.matches(Path.of(name)));
    }
}
