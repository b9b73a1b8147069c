package io.jenkins.plugins.istioimages.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.Symbol;
import org.junit.jupiter.api.Test;

/**
 * Pipelines find a symbol through an index that annotation-indexer writes in other plugins' builds. It is on Jenkins'
 * repository only, so the index stands in the sources here.
 */
class SymbolIndexTest {
    @Test
    void every_symbol_is_in_the_index_that_pipelines_look_it_up_in() throws IOException {
        List<String> annotated = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.jenkins.plugins.istioimages.jenkins")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Symbol.class))
                        .map(JavaClass::getName)
                        .sorted()
                        .toList();

        assertThat(Files.readAllLines(Path.of("src/main/resources/META-INF/services/annotations/org.jenkinsci.Symbol")))
                .isNotEmpty()
                .isEqualTo(annotated);
    }
}
