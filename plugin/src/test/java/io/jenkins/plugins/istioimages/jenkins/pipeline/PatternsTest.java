package io.jenkins.plugins.istioimages.jenkins.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternsTest {
    @ParameterizedTest
    @CsvSource({
        "release-*, release-1.14, true",
        "release-*, main, false",
        "pr/*, pr/7/x, true",
        "release-1.1?, release-1.14, true",
        "1.14.5, 1x14y5, false",
        "*, anything/at/all, true"
    })
    void names_have_stars_for_anything(String pattern, String name, boolean matches) {
        assertThat(Patterns.names(List.of(pattern), name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "Makefile, Makefile, true",
        "Makefile, docs/Makefile, false",
        "tools, tools, true",
        "tools/, tools/docker/Dockerfile, true",
        "tools, toolsmith, false",
        "docs/*.md, docs/a.md, true",
        "docs/*.md, docs/a/b.md, false",
        "**.yaml, a/b/c.yaml, true"
    })
    void paths_are_files_or_directories(String pattern, String path, boolean matches) {
        assertThat(Patterns.paths(List.of(pattern), path)).isEqualTo(matches);
    }
}
