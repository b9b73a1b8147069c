package io.jenkins.plugins.istioimages.publish.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.publish.tags.GitTags;
import io.jenkins.plugins.istioimages.source.GitAccess;
import io.jenkins.plugins.istioimages.source.GitHttpServer;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import io.jenkins.plugins.istioimages.source.Tagger;
import io.jenkins.plugins.istioimages.source.UserPassword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A repository behind git's own HTTP server. */
final class GitPlace extends Place {
    static final UserPassword USER = new UserPassword("releaser", "pässword");
    private static final Tagger TAGGER = new Tagger("A Releaser", "releases@example.com", OneOfEach.CREATED);

    private final OneOfEach release;
    private final Path root;

    /** @param root of the server */
    GitPlace(GitHttpServer server, Path root, OneOfEach release) throws IOException {
        super(server.port());
        this.root = root;
        this.release = release;
    }

    @Override
    void prepare(String round) throws IOException {
        try (Stream<Path> all = Files.walk(release.sources)) {
            for (Path path : all.toList()) {
                Files.copy(path, root.resolve(round).resolve(release.sources.relativize(path)));
            }
        }
    }

    @Override
    PublishTarget target(String round) {
        GitAccess access = GitAccess.standard().with(url -> Optional.of(USER)).with(Duration.ofMinutes(2));
        ResolvedSource source = new ResolvedSource(
                "istio",
                "http://" + host() + "/" + round,
                Optional.of("main"),
                release.commit,
                "tip of branch main",
                true,
                OneOfEach.CREATED,
                false);
        return new GitTags(access, TAGGER, Map.of())
                .targets(new Lock(OneOfEach.VERSION, Map.of("istio", source)))
                .get(0);
    }

    @Override
    String visible(String round) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> tags = Files.list(tags(round))) {
            for (Path tag : tags.sorted().toList()) {
                text.append(tag.getFileName()).append(' ').append(Files.readString(tag));
            }
        }
        return text.toString();
    }

    /** Both tags are there, or none. */
    @Override
    void watch(String round, String request) {
        if (request.endsWith("/git-receive-pack")) {
            List<String> both = List.of(OneOfEach.VERSION, "v" + OneOfEach.VERSION);
            assertThat(both.stream()
                            .filter(tag -> Files.exists(tags(round).resolve(tag)))
                            .toList())
                    .isIn(List.of(), both);
        }
    }

    private Path tags(String round) {
        return root.resolve(round).resolve(".git/refs/tags");
    }
}
