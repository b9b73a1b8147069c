package io.jenkins.plugins.istioimages.source;

import static io.jenkins.plugins.istioimages.source.Manifests.dep;
import static io.jenkins.plugins.istioimages.source.Manifests.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.Auto;
import io.jenkins.plugins.istioimages.manifest.Dependency;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong with a source, and what the user is told: which dependency, where, what, what would be right. */
class ResolutionErrorsIT {
    private static final String NOWHERE = "0123456789012345678901234567890123456789";
    private static final String AT = "manifest.yaml:5:3: dependency 'istio': ";

    @TempDir
    static Path shared;

    private static TestRepository istio;
    private static GitHttpServer open;
    private static GitHttpServer closed;
    private static String first;
    private static String onSide;

    @TempDir
    Path temp;

    private GitAccess access;

    @BeforeAll
    static void start() {
        Path root = shared.resolve("repos");
        istio = TestRepository.create(root.resolve("istio"));
        istio.write("istio.deps", "[{\"repoName\": \"proxy\", \"lastStableSHA\": \"" + NOWHERE + "\"}]");
        istio.write("go.mod", """
                module istio.io/istio
                require istio.io/client-go v1.0.0
                require istio.io/gogo v1.0.0
                replace istio.io/gogo => example.com/other v1.2.0
                """);
        first = istio.commit("first");
        istio.branch("release-1.14");
        istio.tag("1.14.4");
        onSide = istio.commit("side", Map.of("a", "2"));
        istio.checkout("main");
        istio.commit("main", Map.of("a", "3"));
        open = GitHttpServer.start(root);
        closed = GitHttpServer.start(root, "dev", "right");
    }

    @AfterAll
    static void stop() {
        istio.close();
        open.close();
        closed.close();
    }

    @BeforeEach
    void noCredentials() {
        access = GitAccess.standard().with(Duration.ofSeconds(5));
    }

    @Test
    void anUnknownBranchHasAHint() {
        fails(istio().branch("release-1.41"))
                .isInstanceOf(UnknownRefException.class)
                .hasMessage(
                        AT + open.url("istio") + " has no branch or tag 'release-1.41'; did you mean 'release-1.14'?");
        fails(istio().branch("quite-another"))
                .isInstanceOf(UnknownRefException.class)
                .hasMessageEndingWith("(it has 1.14.4, main, release-1.14)");
    }

    @Test
    void anUnknownCommitIsAnError() {
        fails(istio().sha(NOWHERE))
                .isInstanceOf(UnknownRefException.class)
                .hasMessage(AT + open.url("istio") + " has no commit " + NOWHERE + "; was it pushed?");
        fails(dep("istio").git(istio.directory()).sha(NOWHERE)).isInstanceOf(UnknownRefException.class);
        fails(istio().sha("0123456")).isInstanceOf(UnknownRefException.class);
        fails(istio().sha("no-such-tag")).isInstanceOf(UnknownRefException.class);
    }

    @Test
    void aCommitThatIsNotOnItsBranchIsAnError() {
        fails(istio().branch("main").sha(onSide))
                .isInstanceOf(UnknownRefException.class)
                .hasMessageStartingWith(AT + "commit " + onSide + " is not on main of " + open.url("istio"))
                .hasMessageContaining("whose tip is " + istio.head().substring(0, 12));
    }

    @Test
    void aFileIsNoCommit() throws Exception {
        String tree = GitCommand.in(istio.directory(), "rev-parse", "HEAD^{tree}");

        fails(istio().sha(tree)).isInstanceOf(UnknownRefException.class);
    }

    @Test
    void missingCredentialsAreAskedFor() {
        fails(dep("istio").git(closed.url("istio")).branch("main"))
                .isInstanceOf(GitAuthException.class)
                .hasMessageStartingWith("dependency 'istio' (manifest.yaml:5:3): " + closed.url("istio"))
                .hasMessageContaining("wants a user name and password");
    }

    @Test
    void refusedCredentialsAreNotRepeated() {
        access = access.with(url -> Optional.of(new UserPassword("dev", "geheim")));

        EngineException failure = failure(dep("istio").git(closed.url("istio")).branch("main"));
        EngineException byUrl =
                failure(dep("istio").git(closed.url("istio", "dev", "geheim")).branch("main"));

        assertThat(failure).isInstanceOf(GitAuthException.class).hasMessageContaining("refuses");
        assertThat(trace(failure)).doesNotContain("geheim");
        assertThat(byUrl).isInstanceOf(GitAuthException.class);
        assertThat(trace(byUrl)).doesNotContain("geheim");
    }

    @Test
    void aRepositoryThatIsNotThereIsToldWithItsUrl() {
        fails(dep("istio").git(open.url("none")).branch("main"))
                .isInstanceOf(RepositoryNotFoundException.class)
                .hasMessageContaining(open.url("none"));
        fails(dep("istio").git(temp.resolve("none")).branch("main"))
                .isInstanceOf(RepositoryNotFoundException.class)
                .hasMessageContaining("there is no directory");
        fails(dep("istio").git("file://" + temp).branch("main"))
                .isInstanceOf(RepositoryNotFoundException.class)
                .hasMessageContaining("is not a git repository");
        fails(dep("istio").localpath(temp)).isInstanceOf(RepositoryNotFoundException.class);
    }

    @Test
    void aHostThatDoesNotListenIsUnreachable() throws Exception {
        String url = "http://127.0.0.1:" + GitHttpServer.freePort() + "/istio";
        // The first use of ssh loads much, on a busy machine for seconds.
        access = access.with(Duration.ofMinutes(1));

        fails(dep("istio").git(url).branch("main"))
                .isInstanceOf(GitUnreachableException.class)
                .hasMessageContaining("127.0.0.1:");
        fails(dep("istio").git(url.replace("http", "ssh")).branch("main")).isInstanceOf(GitUnreachableException.class);
        fails(dep("istio").git(url.replace("http", "git")).branch("main")).isInstanceOf(GitUnreachableException.class);
    }

    @Test
    void aServerThatIsSilentIsATimeout() throws Exception {
        access = access.with(Duration.ofSeconds(1));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            fails(dep("istio")
                            .git("http://127.0.0.1:" + silent.getLocalPort() + "/istio")
                            .branch("main"))
                    .isInstanceOf(GitTimeoutException.class)
                    .hasMessageContaining("within 1 s");
            fails(dep("istio")
                            .git("ssh://git@127.0.0.1:" + silent.getLocalPort() + "/istio")
                            .branch("main"))
                    .isInstanceOf(GitTimeoutException.class);
        }
    }

    @Test
    void aServerThatFailsIsToldWithItsStatus() throws Exception {
        HttpServer broken = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        broken.createContext("/", exchange -> {
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().startsWith("/503") ? 503 : 200, -1);
            exchange.close();
        });
        broken.start();
        String url = "http://127.0.0.1:" + broken.getAddress().getPort();
        try {
            fails(dep("istio").git(url + "/503").branch("main"))
                    .isInstanceOf(GitUnreachableException.class)
                    .hasMessageContaining("503");
            fails(dep("istio").git(url + "/web-page").branch("main")).isInstanceOf(EngineException.class);
        } finally {
            broken.stop(0);
        }
    }

    @Test
    void credentialsDoNotFollowARedirectToAnotherPort() throws Exception {
        ConcurrentLinkedQueue<String> authorized = new ConcurrentLinkedQueue<>();
        HttpServer thief = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        thief.createContext("/", exchange -> {
            authorized.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        thief.start();
        HttpServer honest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        honest.createContext("/", exchange -> {
            boolean known = exchange.getRequestHeaders().containsKey("Authorization");
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.getResponseHeaders()
                    .add("Location", "http://127.0.0.1:" + thief.getAddress().getPort() + exchange.getRequestURI());
            exchange.sendResponseHeaders(known ? 302 : 401, -1);
            exchange.close();
        });
        honest.start();
        access = access.with(url -> Optional.of(new UserPassword("dev", "geheim")));
        try {
            fails(dep("istio")
                            .git("http://127.0.0.1:" + honest.getAddress().getPort() + "/istio")
                            .branch("main"))
                    .isInstanceOf(GitAuthException.class);
            assertThat(authorized).isEmpty();
        } finally {
            honest.stop(0);
            thief.stop(0);
        }
    }

    @Test
    void whatIsLookedUpMustBeInTheFile() {
        Dependency tip = istio().sha(first).get();
        fails(tip, dep("cni").git(open.url("istio")).auto(Auto.DEPS).get())
                .isInstanceOf(UnknownModuleException.class)
                .hasMessageStartingWith("manifest.yaml:5:3: dependency 'cni': istio@" + first.substring(0, 12)
                        + ":istio.deps has no entry with repoName 'cni'")
                .hasMessageEndingWith("(it has proxy)");
        fails(tip, dep("client-og").git(open.url("istio")).auto(Auto.MODULES).get())
                .isInstanceOf(UnknownModuleException.class)
                .hasMessageContaining("module istio.io/client-og is not in istio@")
                .hasMessageContaining("did you mean 'istio.io/client-go'?");
        fails(tip, dep("gogo").git(open.url("istio")).auto(Auto.MODULES).get())
                .isInstanceOf(UnknownModuleException.class)
                .hasMessageContaining("replaces istio.io/gogo by example.com/other v1.2.0");
        fails(
                        tip,
                        dep("proxy").git(open.url("istio")).branch("main").get(),
                        dep("envoy")
                                .git(open.url("istio"))
                                .auto(Auto.PROXY_WORKSPACE)
                                .get())
                .isInstanceOf(UnknownModuleException.class)
                .hasMessageContaining("names Envoy's commit");
        fails(tip, dep("proxy").git(open.url("istio")).auto(Auto.DEPS).get())
                .isInstanceOf(UnknownRefException.class)
                .hasMessageContaining(NOWHERE);
    }

    @Test
    void aFileInTheTreeThatIsMalformedIsToldWithItsPlace() {
        try (TestRepository broken = TestRepository.create(temp.resolve("broken"))) {
            String sha = broken.commit("broken", Map.of("istio.deps", "[\n  {\"repoName\": proxy}]"));

            fails(
                            dep("istio").git(broken.directory()).branch("main").get(),
                            dep("proxy").git(open.url("istio")).auto(Auto.DEPS).get())
                    .isInstanceOf(SourceFileException.class)
                    .hasMessageStartingWith("istio@" + sha.substring(0, 12) + ":istio.deps:2:16: ");
            fails(
                            dep("istio").git(broken.directory()).branch("main").get(),
                            dep("api").git(open.url("istio")).auto(Auto.MODULES).get())
                    .isInstanceOf(UnknownModuleException.class)
                    .hasMessageContaining("there is no go.mod in istio@");
        }
    }

    @Test
    void whatCannotBeLookedUpAtAllIsRefused() {
        fails(istio().auto(Auto.DEPS).get()).isInstanceOf(InvalidSourceException.class);
        fails(
                        istio().branch("main").get(),
                        dep("envoy")
                                .git(open.url("istio"))
                                .auto(Auto.PROXY_WORKSPACE)
                                .get())
                .isInstanceOf(InvalidSourceException.class)
                .hasMessageContaining("'proxy', which the manifest does not have");
        fails(istio().branch("main").get(), dep("api").get())
                .isInstanceOf(InvalidSourceException.class)
                .hasMessageContaining("neither git nor localpath");
        fails(dep("api").git(open.url("istio")).branch("main").get())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no dependency 'istio'");
    }

    @Test
    void anEmptyRepositoryHasNoDefaultBranch() {
        try (TestRepository empty = TestRepository.create(temp.resolve("empty"))) {
            fails(dep("istio").git(empty.directory())).isInstanceOf(UnknownRefException.class);
            fails(dep("istio").localpath(empty.directory()))
                    .isInstanceOf(UnknownRefException.class)
                    .hasMessageContaining("no commit yet");
            fails(dep("istio").git(empty.directory()).branch("main"))
                    .isInstanceOf(UnknownRefException.class)
                    .hasMessageContaining("it has none at all");
        }
    }

    @Test
    void theVersionMustNotBeATagElsewhere() {
        assertThatThrownBy(() ->
                        resolver().resolve(release("1.14.4", istio().sha(onSide).get())))
                .isInstanceOf(TagConflictException.class)
                .hasMessageStartingWith(AT + "tag 1.14.4 of " + open.url("istio") + " is commit " + first);
        // The second time the commit is in the cache and nobody is asked.
        assertThatThrownBy(() ->
                        resolver().resolve(release("1.14.4", istio().sha(onSide).get())))
                .isInstanceOf(TagConflictException.class);
        assertThat(resolver()
                        .resolve(release("1.14.4", istio().sha(first).get()))
                        .istio()
                        .sha())
                .isEqualTo(first);
        assertThatThrownBy(() -> resolver()
                        .resolve(release(
                                "1.14.4",
                                dep("istio").localpath(istio.directory()).get())))
                .isInstanceOf(TagConflictException.class);
    }

    @Test
    void allFailuresAreReported() {
        EngineException failure = failure(
                istio().branch("none").get(),
                dep("tools").git(open.url("none")).branch("main").get(),
                dep("api").git(open.url("istio")).auto(Auto.MODULES).get());

        assertThat(failure).isInstanceOf(UnknownRefException.class);
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0]).isInstanceOf(RepositoryNotFoundException.class);
    }

    @Test
    void anInterruptCancels() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/istio";
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> resolver()
                            .resolve(release("1.0.0", dep("istio").git(url).get())))
                    .isInstanceOf(CancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsToldWithItsPath() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "no directory");
        MirrorCache mirrors = new MirrorCache(file, access);

        assertThatThrownBy(() -> new SourceResolver(mirrors, SourceOptions.standard())
                        .resolve(release("1.0.0", istio().branch("main").get())))
                .isInstanceOf(GitException.class)
                .hasMessageContaining(file.toString());
    }

    private static Manifests.Dep istio() {
        return dep("istio").git(open.url("istio"));
    }

    private SourceResolver resolver() {
        return new SourceResolver(new MirrorCache(temp.resolve("cache"), access), SourceOptions.standard());
    }

    private AbstractThrowableAssert<?, ? extends Throwable> fails(Manifests.Dep dependency) {
        return fails(dependency.get());
    }

    private AbstractThrowableAssert<?, ? extends Throwable> fails(Dependency... dependencies) {
        return assertThatThrownBy(() -> resolver().resolve(release("1.0.0", dependencies)));
    }

    private EngineException failure(Manifests.Dep dependency) {
        return failure(dependency.get());
    }

    private EngineException failure(Dependency... dependencies) {
        return catchThrowableOfType(EngineException.class, () -> resolver().resolve(release("1.0.0", dependencies)));
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
