package io.jenkins.plugins.istioimages.source;

import static io.jenkins.plugins.istioimages.source.Manifests.dep;
import static io.jenkins.plugins.istioimages.source.Manifests.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Resolves, fetches and checks out one branch in a process of its own, so that it can be killed or run twice at once. */
public final class SourceProcess {
    private SourceProcess() {}

    /** Arguments: cache, URL, branch, directory. Prints the commit and whether the directory was made anew. */
    public static void main(String[] args) {
        MirrorCache mirrors = new MirrorCache(Path.of(args[0]), GitAccess.standard());
        SourceResolver resolver = new SourceResolver(mirrors, SourceOptions.standard());
        Lock lock = resolver.resolve(
                release("1.0.0", dep("istio").git(args[1]).branch(args[2]).get()));
        resolver.fetch(lock);
        boolean anew = new Checkout(mirrors).prepare(lock.istio(), "1.0.0", Path.of(args[3]));
        System.out.println(lock.istio().sha() + " " + anew);
    }

    static Process start(Path cache, String url, String branch, Path directory) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                SourceProcess.class.getName(),
                cache.toString(),
                url,
                branch,
                directory.toString());
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
