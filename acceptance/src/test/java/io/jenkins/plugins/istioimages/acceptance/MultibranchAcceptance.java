package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.BranchRepository;
import io.jenkins.plugins.istioimages.acceptance.harness.MultibranchProject;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.RegistryContent;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One Jenkinsfile for all branches of a repository: what each of them leaves in the registry. {@code release-1.14} has
 * its version in Dockerfile.version, {@code release-1.13} in the manifest. Each test makes commits of its own, in any
 * order.
 */
@ExtendWith(WithWorld.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MultibranchAcceptance {
    private static final String NAME = "multibranch";
    private static final String STAGED = NAME + "/staging/pilot:";
    private static final String BUILDER = NAME + "/build-tools:";
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final ObjectId TOOLS = ObjectId.fromString("1".repeat(40));

    private static final ObjectId MORE_TOOLS = ObjectId.fromString("2".repeat(40));

    private World world;
    private BranchRepository repository;
    private MultibranchProject project;
    private RegistryContent first;

    @BeforeAll
    void all_branches_are_built_for_the_first_time(World given) throws Exception {
        world = given;
        world.docker();
        world.configure("pullRequestBranches: \"pr-*\"");
        repository = world.pipelines().repository(NAME, "main", files("1.14.5"));
        repository.submodule("main", "tools", TOOLS);
        repository.branch(
                "main", "release-1.14", Map.of("docker/build-tools_release-1.14.Dockerfile", dockerfile("a")));
        repository.branch("main", "release-1.13", releaseOfManifest());
        repository.branch("release-1.14", "pr-1", pullRequest("pullrequest.groovy"));
        repository.branch("release-1.14", "pr-2", pullRequest("scripted.groovy"));
        repository.tag("release-1.14", "1.14.5");
        project = world.pipelines().multibranch(NAME, repository);
        project.scan();
        for (String branch : List.of("main", "release-1.13", "release-1.14", "pr-1")) {
            succeeds(project.head(branch).run(1));
        }
        assertThat(project.head("pr-2").run(1).result(PATIENCE)).isEqualTo("FAILURE");
        first = content();
    }

    @AfterAll
    void forget() {
        world.configure("pullRequestBranches: \"\"");
        if (repository != null) {
            repository.close();
        }
    }

    @Test
    void a_release_branch_publishes_its_version_to_the_staging_hub_and_any_other_branch_nothing() {
        assertThat(first.tags())
                .containsKeys(BUILDER + "release-1.14", BUILDER + "release-1.13")
                .allSatisfy((tag, digest) -> assertThat(tag).matches(".*/staging/.*|" + BUILDER + ".*"));
        assertThat(first.images()).containsKeys(staged("1.13.9")).containsKeys(staged("1.14.5"));
        assertThat(project.head("main").run(1).log())
                .contains("branch main is none of releaseBranches: it is built and checked")
                .contains("stage istio-linux-amd64 finished", "stage istio-linux-arm64 finished");
    }

    @Test
    void a_change_of_nothing_that_a_release_is_made_of_publishes_nothing_new() throws Exception {
        RegistryContent before = content();

        Build build = change("release-1.14", "README.md", "Somebody's words.\n");

        assertThat(build.log()).contains("nothing has changed that a release is made of");
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void a_new_version_in_dockerfile_version_is_released_to_the_staging_hub() throws Exception {
        RegistryContent before = content();

        Build build = change("release-1.14", "Dockerfile.version", "FROM istio/proxyv2:1.14.6\n");

        assertThat(build.log()).contains("branch release-1.14: changed Dockerfile.version");
        assertThat(content().since(before).images()).containsOnlyKeys(staged("1.14.6"));
        assertThat(build.catalog()).contains(content().tags().get(STAGED + "1.14.6"));
    }

    @Test
    void a_new_version_in_the_manifest_is_released_to_the_staging_hub() throws Exception {
        RegistryContent before = content();

        Build build = change("release-1.13", "manifest.yaml", world.pipelines().manifest("1.13.10"));

        assertThat(build.log()).contains("branch release-1.13: changed manifest.yaml");
        assertThat(content().since(before).images()).containsOnlyKeys(staged("1.13.10"));
    }

    @Test
    void a_change_of_the_makefile_releases_and_finds_what_is_there_already() throws Exception {
        RegistryContent before = content();

        Build build = change("release-1.13", "Makefile", "all:\n\t@true\n");

        assertThat(build.log())
                .contains("branch release-1.13: changed Makefile")
                .contains("stage istio-linux-amd64 is done already", "stage istio-linux-arm64 is done already");
        assertThat(build.catalog()).contains("name: pilot");
        assertThat(content()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools", "docker/build-tools_release-1.14.Dockerfile"})
    void a_change_of_tools_or_of_a_builder_dockerfile_builds_builder_images_and_nothing_else(String path)
            throws Exception {
        RegistryContent before = content();

        Build build = path.equals("tools")
                ? change("release-1.14", () -> repository.submodule("release-1.14", path, MORE_TOOLS))
                : change("release-1.14", path, dockerfile("b"));

        assertThat(build.log()).contains("changed " + path + ": builder images only");
        assertThat(content().since(before).tags()).isNotEmpty().allSatisfy((tag, digest) -> assertThat(tag)
                .startsWith(BUILDER + "release-1.14"));
    }

    @Test
    void a_pull_request_is_built_and_checked_and_publishes_nothing_whoever_starts_it() throws Exception {
        RegistryContent before = content();

        Build build = succeeds(project.head("pr-1").start());

        assertThat(build.log())
                .contains("pull request pr-1 is built and checked, nothing is published")
                .contains("stage istio-linux-amd64 finished", "stage istio-linux-arm64 finished");
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void a_pull_request_whose_jenkinsfile_publishes_by_itself_fails() {
        assertThat(project.head("pr-2").run(1).log())
                .contains("this is a run of pull request pr-2")
                .doesNotContain("pushed pilot");
        assertThat(first.links().keySet()).noneMatch(link -> link.contains("pr-2"));
    }

    @Test
    void a_tag_publishes_to_the_release_hubs_what_was_staged() throws Exception {
        RegistryContent before = content();

        Build build = succeeds(project.head("1.14.5").start());

        assertThat(build.log())
                .contains("tag 1.14.5 releases 1.14.5")
                .contains("stage istio-linux-amd64 is done already", "stage istio-linux-arm64 is done already");
        Map<String, String> released = new TreeMap<>();
        for (String tag : staged("1.14.5")) {
            released.put(tag.replace("/staging/", "/"), before.tags().get(tag));
        }
        assertThat(content().since(before).tags()).isEqualTo(released);
    }

    private RegistryContent content() {
        return world.registryBelow(NAME);
    }

    /** The tags of a version. */
    private static String[] staged(String version) {
        return new String[] {STAGED + version, STAGED + version + "-debug", STAGED + version + "-distroless"};
    }

    private Build change(String branch, String path, String text) throws Exception {
        return change(branch, () -> repository.commit(branch, Map.of(path, text)));
    }

    private Build change(String branch, Commit commit) throws Exception {
        Build build = project.next(branch);
        commit.make();
        project.scan();
        return succeeds(build);
    }

    /** Somebody's work. */
    private interface Commit {
        void make() throws Exception;
    }

    private static Build succeeds(Build build) {
        String result = build.result(PATIENCE);
        assertThat(result).as(build.log()).isEqualTo("SUCCESS");
        return build;
    }

    private Map<String, String> files(String version) throws Exception {
        return Map.of(
                "Jenkinsfile",
                jenkinsfile("multibranch.groovy", "Dockerfile.version"),
                "Dockerfile.version",
                "FROM istio/proxyv2:" + version + "\n",
                "manifest.yaml",
                world.pipelines().manifest(),
                "Makefile",
                "all:\n",
                ".gitmodules",
                "[submodule \"tools\"]\n\tpath = tools\n\turl = "
                        + world.pipelines().source("tools") + "\n",
                "README.md",
                "Releases mini-istio.\n");
    }

    private Map<String, String> releaseOfManifest() throws Exception {
        return Map.of(
                "Jenkinsfile", jenkinsfile("multibranch.groovy", ""),
                "manifest.yaml", world.pipelines().manifest("1.13.9"),
                "docker/build-tools_release-1.13.Dockerfile", dockerfile("a"));
    }

    private Map<String, String> pullRequest(String template) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("Jenkinsfile", jenkinsfile(template, "Dockerfile.version"));
        files.put("Dockerfile.version", "FROM istio/proxyv2:1.14.66\n");
        return files;
    }

    private String jenkinsfile(String template, String versionFrom) {
        return world.pipelines().jenkinsfile(template, NAME, Map.of("VERSION_FROM", versionFrom));
    }

    private static String dockerfile(String word) {
        return "FROM scratch\nCOPY build-tools_*.Dockerfile /\nENV WORD=" + word + "\n";
    }
}
