package io.jenkins.plugins.istioimages.acceptance.harness;

import io.jenkins.plugins.istioimages.publish.github.GitHubInMemory;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.TestCertificates;
import io.jenkins.plugins.istioimages.source.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Ref;

/** Where a release is published beside the registry of all tests, and the secrets for it in Jenkins' credentials. */
public final class PublishPlaces implements AutoCloseable {
    /** Of mini-istio, each with a repository of its own. */
    public static final List<String> SOURCES =
            List.of("istio", "api", "proxy", "ztunnel", "client-go", "test-infra", "tools", "envoy", "release-builder");

    /** Who may write to the registry with TLS, and is nobody in the registry of all tests. */
    private static final String OTHER_USER = "publisher";

    private static final String OTHER_PASSWORD = "acceptance-other-password";

    private static final String GIT_USER = "writer";
    private static final String GIT_PASSWORD = "acceptance-git-password";

    private final Path directory;
    private final KeyPair key;
    private final DockerRegistry other;
    private final DockerRegistry closed;
    private final GitHttpServer git;
    private final GitHubInMemory github = new GitHubInMemory();
    private final FilePlaces files;

    private PublishPlaces(Path directory, KeyPair key, TestCertificates certificates, FilePlaces files)
            throws Exception {
        this.directory = directory;
        this.key = key;
        this.files = files;
        this.other = DockerRegistry.configure()
                .tls(certificates.server(), certificates.serverKey())
                .htpasswd(OTHER_USER, OTHER_PASSWORD)
                .start();
        this.closed = DockerRegistry.configure().htpasswd("nobody", "knows").start();
        this.git = GitHttpServer.start(directory.resolve("git"), GIT_USER, GIT_PASSWORD);
    }

    /** Starts all of it. */
    public static PublishPlaces start(World world) throws Exception {
        Path directory = Files.createTempDirectory(world.directory(), "places");
        copy(world.pipelines().source("istio").getParent(), directory.resolve("git"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        TestCertificates certificates = TestCertificates.in(Files.createDirectories(directory.resolve("tls")));
        PublishPlaces places =
                new PublishPlaces(directory, generator.generateKeyPair(), certificates, new FilePlaces(world));
        try (Git istio = Git.open(directory.resolve("git/istio.git").toFile())) {
            places.github.repository(
                    "resf/istio",
                    istio.getRepository().resolve("release-1.14^{commit}").name());
        }
        places.keep(world, Files.readString(certificates.authority()));
        return places;
    }

    private void keep(World world, String authority) {
        world.controller()
                .admin()
                .script(Template.fill(
                        "publishing-credentials.groovy",
                        Map.of(
                                "AUTHORITY_PEM",
                                authority.replace("\n", "\\n"),
                                "KEY_PEM",
                                "-----BEGIN PRIVATE KEY-----\\n" + secretKey() + "\\n-----END PRIVATE KEY-----\\n",
                                "GIT_USER",
                                GIT_USER,
                                "GIT_PASSWORD",
                                GIT_PASSWORD,
                                "OTHER_USER",
                                OTHER_USER,
                                "OTHER_PASSWORD",
                                OTHER_PASSWORD,
                                "API_TOKEN",
                                GitHubInMemory.TOKEN)));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** A manifest of mini-istio with something for each of them. */
    public static String manifest(World world) throws IOException {
        return world.pipelines()
                        .manifest(Pipelines.VERSION)
                        .replace("outputs: [docker]", "outputs: [docker, helm, grafana, sbom]")
                + "dashboards: {istio-mesh-dashboard: " + FilePlaces.DASHBOARD + ", pilot-dashboard: 0}\n";
    }

    /** For a Jenkinsfile. */
    public Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>(files.words());
        words.put("OTHER", other.host());
        words.put("CLOSED", closed.host());
        words.put(
                "PUSHES",
                SOURCES.stream()
                        .map(name -> "'" + name + "=" + git.url(name + ".git") + "'")
                        .collect(Collectors.joining(", ", "[", "]")));
        words.put("GIT_SERVER", "127.0.0.1:" + git.port());
        words.put("API_ADDRESS", github.address());
        return words;
    }

    /** Buckets and dashboards. */
    public FilePlaces files() {
        return files;
    }

    /** A registry that lets nobody in whom Jenkins knows. */
    public String closed() {
        return closed.host();
    }

    /** Whether GitHub has the release. */
    public boolean isReleased() {
        return github.hasRelease("resf/istio", "1.14.5");
    }

    /** The tags of all repositories. */
    public List<String> tags() throws Exception {
        List<String> tags = new ArrayList<>();
        for (String source : SOURCES) {
            try (Git repository =
                    Git.open(directory.resolve("git").resolve(source + ".git").toFile())) {
                tags.add(source + " "
                        + repository.tagList().call().stream().map(Ref::getName).toList());
            }
        }
        return tags;
    }

    /** What belongs in no log and in no file of an agent. */
    public String[] secrets() {
        List<String> secrets = new ArrayList<>(files.secrets());
        secrets.addAll(List.of(secretKey(), GIT_PASSWORD, OTHER_PASSWORD, GitHubInMemory.TOKEN));
        return secrets.toArray(String[]::new);
    }

    private String secretKey() {
        return Base64.getEncoder().encodeToString(key.getPrivate().getEncoded());
    }

    /** The public half of the key that images are signed with. */
    public Path publicKey() throws IOException {
        return Files.writeString(
                directory.resolve("publish.pub"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(key.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
    }

    @Override
    public void close() throws IOException {
        files.close();
        github.close();
        git.close();
        closed.close();
        other.close();
    }
}
