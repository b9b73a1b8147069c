package io.jenkins.plugins.istioimages.publish.github;

import java.util.List;

/** A GitHub in memory, for tests of those who use the engine. */
public final class GitHubInMemory implements AutoCloseable {
    public static final String TOKEN = FakeGitHub.TOKEN;

    private final FakeGitHub server = new FakeGitHub();

    public String address() {
        return server.address();
    }

    /** A repository that knows a commit. */
    public void repository(String name, String commit) {
        server.repository(name).commits.add(commit);
    }

    /** Requests that change something. */
    public List<String> writes() {
        return List.copyOf(server.writes);
    }

    /** Whether a repository has a release that is published, and a tag. */
    public boolean hasRelease(String repository, String tag) {
        FakeRepository known = server.repository(repository);
        return known.refs.containsKey(tag)
                && known.releases.values().stream()
                        .anyMatch(release -> release.path("tag_name").asText().equals(tag)
                                && !release.path("draft").asBoolean());
    }

    @Override
    public void close() {
        server.close();
    }
}
