package io.jenkins.plugins.istioimages.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.FilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundledLibraryTest {
    private final LibraryFiles files = new LibraryFiles();

    @Test
    void all_files_of_the_library_are_in_the_plugin_as_they_are_in_git() throws IOException {
        List<String> expected = new ArrayList<>();
        for (String root : List.of("vars", "src", "resources")) {
            try (Stream<Path> found = Files.walk(Path.of("..", root))) {
                found.filter(Files::isRegularFile)
                        .forEach(file ->
                                expected.add(Path.of("..").relativize(file).toString()));
            }
        }
        assertThat(files.paths()).containsExactlyInAnyOrderElementsOf(expected).contains("vars/istioPipeline.groovy");
        for (String path : expected) {
            assertThat(files.read(path)).isEqualTo(Files.readString(Path.of("..", path)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "vars/../x", "/etc/passwd", "vars", "vars//x", "other/x", "vars/.x", "vars/x y"})
    void a_list_that_names_something_else_is_refused(String path) {
        assertThatThrownBy(() -> LibraryFiles.paths("vars/a.groovy\n" + path + "\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'" + path + "'");
    }

    @Test
    void files_are_written_below_the_target() throws Exception {
        FilePath target = mock(FilePath.class);
        FilePath file = mock(FilePath.class);
        when(target.child(anyString())).thenReturn(file);
        new BundledLibraryRetriever(files, "1.0").retrieve("istio-images", "1.0", false, target, null, null);
        verify(target).child("vars/istioPipeline.groovy");
        verify(file).write(files.read("vars/istioPipeline.groovy"), "UTF-8");
    }

    @Test
    void another_version_than_the_plugins_is_refused() {
        FilePath target = mock(FilePath.class);
        assertThatThrownBy(() -> new BundledLibraryRetriever(files, "1.0")
                        .retrieve("istio-images", "main", false, target, null, null))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("the library istio-images that ships in the plugin has the version of the"
                        + " plugin, 1.0, and there is no main of it");
        verifyNoInteractions(target);
    }
}
