package io.jenkins.plugins.istioimages.source;

import static io.jenkins.plugins.istioimages.source.Manifests.dep;
import static io.jenkins.plugins.istioimages.source.Manifests.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.manifest.Auto;
import io.jenkins.plugins.istioimages.manifest.Dependency;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way to say which commit is meant, against each kind of repository. */
class ResolutionModesIT {
    private static final String VERSION = "9.9.9";
    private static final String USER = "dev";
    private static final String PASSWORD = "p@ss:w/rd";

    enum Transport {
        HTTP,
        HTTP_WITH_PASSWORD,
        PATH,
        FILE_URL
    }

    @TempDir
    Path temp;

    private Path root;
    private TestRepository istio;
    private TestRepository api;
    private TestRepository proxy;
    private GitHttpServer open;
    private GitHttpServer closed;
    private String first;
    private String second;
    private String onRelease;

    @BeforeEach
    void start() {
        root = temp.resolve("repos");
        istio = TestRepository.create(root.resolve("istio"));
        api = TestRepository.create(root.resolve("api"));
        proxy = TestRepository.create(root.resolve("proxy"));
        open = GitHttpServer.start(root);
        closed = GitHttpServer.start(root, USER, PASSWORD);
        first = istio.commit("first", Map.of("a", "1"));
        istio.tag("1.0.0");
        second = istio.commit("second", Map.of("a", "2"));
        istio.annotatedTag("1.0.1");
        istio.branch("release-1.0");
        onRelease = istio.commit("fix", Map.of("a", "3"));
        istio.checkout("main");
        istio.commit("third", Map.of("a", "4"));
    }

    @AfterEach
    void stop() {
        istio.close();
        api.close();
        proxy.close();
        open.close();
        closed.close();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aBranchIsItsTip(Transport transport) {
        ResolvedSource source = resolve(istio(transport).branch("release-1.0"), transport);

        assertThat(source.sha()).isEqualTo(onRelease);
        assertThat(source.branch()).contains("release-1.0");
        assertThat(source.how()).isEqualTo("tip of branch release-1.0");
        assertThat(source.committed()).isEqualTo("2022-10-04T23:01:39Z");
        assertThat(source.git()).doesNotContain("p@ss").doesNotContain(USER + ":");
        assertThat(source.dirty()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aTagIsItsCommitLightOrAnnotated(Transport transport) {
        assertThat(resolve(istio(transport).branch("1.0.0"), transport).sha()).isEqualTo(first);
        ResolvedSource annotated = resolve(istio(transport).branch("1.0.1"), transport);
        assertThat(annotated.sha()).isEqualTo(second);
        assertThat(annotated.how()).isEqualTo("tag 1.0.1");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aShaIsTakenFromAnywhere(Transport transport) {
        ResolvedSource source = resolve(istio(transport).sha(first), transport);

        assertThat(source.sha()).isEqualTo(first);
        assertThat(source.branch()).isEmpty();
        assertThat(source.how()).isEqualTo("given in the manifest");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aShaOnABranchNeedNotBeItsTip(Transport transport) {
        ResolvedSource source = resolve(istio(transport).branch("release-1.0").sha(first), transport);

        assertThat(source.sha()).isEqualTo(first);
        assertThat(source.branch()).contains("release-1.0");
        assertThat(source.how()).isEqualTo("given in the manifest, on release-1.0");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aUrlAloneIsTheDefaultBranch(Transport transport) {
        ResolvedSource source = resolve(istio(transport), transport);

        assertThat(source.sha()).isEqualTo(istio.head());
        assertThat(source.how()).isEqualTo("tip of the default branch main");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void depsNameACommitOrATag(Transport transport) {
        String old = api.commit("old", Map.of("a", "1"));
        api.tag("v1.4.1");
        api.commit("new", Map.of("a", "2"));
        istio.commit("deps", Map.of("istio.deps", deps("api", old)));
        ResolvedSource byCommit = second(
                transport, dep("api").git(url(transport, "api")).auto(Auto.DEPS).get());
        istio.commit("deps", Map.of("istio.deps", deps("api", "v1.4.1")));
        ResolvedSource byTag = second(
                transport, dep("api").git(url(transport, "api")).auto(Auto.DEPS).get());

        assertThat(byCommit.sha()).isEqualTo(old);
        assertThat(byCommit.how()).startsWith("istio.deps of istio@");
        assertThat(byTag.sha()).isEqualTo(old);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void modulesNameACommitOrATag(Transport transport) {
        String old = api.commit("old", Map.of("a", "1"));
        api.tag("v1.20.0-rc.0");
        api.branch("side");
        String side = api.commit("side", Map.of("a", "2"));
        api.checkout("main");
        api.commit("new", Map.of("a", "3"));
        Dependency modules =
                dep("api").git(url(transport, "api")).auto(Auto.MODULES).get();
        istio.commit("mod", Map.of("go.mod", "require istio.io/api v0.0.0-20221004230039-" + side.substring(0, 12)));
        ResolvedSource byCommit = second(transport, modules);
        istio.commit("mod", Map.of("go.mod", "require istio.io/api v1.20.0-rc.0"));
        ResolvedSource byTag = second(transport, modules);
        istio.commit("mod", Map.of("go.mod", """
                        require istio.io/api/v3 v1.20.0-rc.0+incompatible
                        require istio.io/api/v2 v2.0.0
                        """));
        ResolvedSource byMajor = second(transport, modules);

        assertThat(byCommit.sha()).isEqualTo(side);
        assertThat(byCommit.how()).startsWith("istio.io/api v0.0.0-2022").contains(" in go.mod of istio@");
        assertThat(byTag.sha()).isEqualTo(old);
        assertThat(byMajor.how()).startsWith("istio.io/api/v3 ");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theProxyWorkspaceNamesEnvoysCommit(Transport transport) {
        String pinned = api.commit("envoy", Map.of("a", "1"));
        api.commit("later", Map.of("a", "2"));
        Dependency envoy = dep("envoy")
                .git(url(transport, "api"))
                .auto(Auto.PROXY_WORKSPACE)
                .get();
        Dependency tree =
                dep("proxy").git(url(transport, "proxy")).branch("main").get();
        proxy.commit("workspace", Map.of("WORKSPACE", "ENVOY_SHA = \"" + pinned + "\"\n"));
        ResolvedSource old = resolveAll(transport, envoy, tree).sources().get("envoy");
        proxy.commit("module", Map.of("WORKSPACE", "", "MODULE.bazel", "ENVOY_SHA = \"" + pinned + "\"\n"));
        ResolvedSource now = resolveAll(transport, envoy, tree).sources().get("envoy");

        assertThat(old.sha()).isEqualTo(pinned);
        assertThat(old.how()).startsWith("ENVOY_SHA in WORKSPACE of proxy@");
        assertThat(now.sha()).isEqualTo(pinned);
        assertThat(now.how()).startsWith("ENVOY_SHA in MODULE.bazel of proxy@");
    }

    @Test
    void aReplacementInGoModCounts() {
        String old = api.commit("old", Map.of("a", "1"));
        api.tag("v1.0.0");
        api.commit("new", Map.of("a", "2"));
        api.tag("v1.1.0");
        istio.commit(
                "mod", Map.of("go.mod", "require istio.io/api v1.1.0\nreplace istio.io/api => istio.io/api v1.0.0"));

        ResolvedSource source = second(
                Transport.HTTP,
                dep("api").git(url(Transport.HTTP, "api")).auto(Auto.MODULES).get());

        assertThat(source.sha()).isEqualTo(old);
    }

    @Test
    void aServerThatCannotLeaveFilesOutIsAskedForThem() {
        istio.configure("uploadpack", "allowFilter", "false");

        assertThat(resolve(istio(Transport.HTTP).branch("release-1.0").sha(first), Transport.HTTP)
                        .sha())
                .isEqualTo(first);
        assertThat(resolve(istio(Transport.HTTP).sha(second.substring(0, 12)), Transport.HTTP)
                        .sha())
                .isEqualTo(second);
    }

    @Test
    void aPasswordMayStandInTheUrlAndIsWrittenNowhere() throws Exception {
        String url = closed.url("istio", "dev", "p%40ss%3Aw%2Frd");
        MirrorCache mirrors = new MirrorCache(temp.resolve("own"), GitAccess.standard());

        SourceResolver resolver = new SourceResolver(mirrors, SourceOptions.standard());

        Lock lock = resolver.resolve(
                release(VERSION, dep("istio").git(url).branch("main").get()));
        resolver.fetch(lock);

        assertThat(lock.istio().sha()).isEqualTo(istio.head());
        assertThat(lock.istio().git()).isEqualTo(closed.url("istio"));
        try (Stream<Path> files = Files.walk(temp.resolve("own"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("p@ss")
                        .doesNotContain("p%40ss");
            }
        }
    }

    private static String deps(String name, String revision) {
        return "[{\"repoName\": \"" + name + "\", \"lastStableSHA\": \"" + revision + "\"}]";
    }

    private Manifests.Dep istio(Transport transport) {
        return dep("istio").git(url(transport, "istio"));
    }

    private String url(Transport transport, String name) {
        return switch (transport) {
            case HTTP -> open.url(name);
            case HTTP_WITH_PASSWORD -> closed.url(name);
            case PATH -> root.resolve(name).toString();
            case FILE_URL -> "file://" + root.resolve(name);
        };
    }

    private ResolvedSource resolve(Manifests.Dep istioEntry, Transport transport) {
        return resolve(transport, istioEntry.get()).istio();
    }

    private ResolvedSource second(Transport transport, Dependency dependency) {
        return resolveAll(transport, dependency).sources().get(dependency.name());
    }

    private Lock resolveAll(Transport transport, Dependency... others) {
        Dependency[] all = new Dependency[others.length + 1];
        all[0] = istio(transport).branch("main").get();
        System.arraycopy(others, 0, all, 1, others.length);
        return resolve(transport, all);
    }

    private Lock resolve(Transport transport, Dependency... dependencies) {
        GitAccess access = GitAccess.standard()
                .with(url -> url.startsWith(closed.url(""))
                        ? Optional.of(new UserPassword(USER, PASSWORD))
                        : Optional.empty());
        MirrorCache mirrors = new MirrorCache(temp.resolve("cache-" + transport), access);
        SourceResolver resolver = new SourceResolver(mirrors, SourceOptions.standard());
        Lock lock = resolver.resolve(release(VERSION, dependencies));
        resolver.fetch(lock);
        return lock;
    }
}
