package io.jenkins.plugins.istioimages.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows is what the tests run. */
class ReadmeTest {
    @Test
    void the_jenkinsfile_in_the_readme_is_the_example_of_ten_lines() throws IOException {
        Path home = World.home();
        String example = Files.readString(home.resolve("examples/jenkinsfiles/declarative.Jenkinsfile"));

        assertThat(example.lines()).hasSize(10);
        assertThat(Files.readString(home.resolve("README.md"))).contains("```groovy\n" + example + "```\n");
    }
}
