package io.jenkins.plugins.istioimages.architecture;

import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The package diagram in docs/architecture.puml is the rule. Classes are read once for all tests: they are many. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.istioimages";
    private static final Path DIAGRAM = Path.of("../docs/architecture.puml");
    private static final Pattern COMPONENT = Pattern.compile("(?m)^\\[(\\w+)] <<\\.\\.istioimages\\.(\\w+)\\.\\.>>$");
    private static final Pattern ARROW = Pattern.compile("(?m)^\\[(\\w+)] --> \\[(\\w+)]$");

    private final JavaClasses engine = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void importsFollowTheArrowsOfTheDiagram() {
        ArchRuleDefinition.classes()
                .should(adhereToPlantUmlDiagram(DIAGRAM, consideringOnlyDependenciesInDiagram()))
                .check(engine);
    }

    @Test
    void arrowsPointUpOrLeftInTheTable() throws IOException {
        String diagram = Files.readString(DIAGRAM);
        List<String> order =
                COMPONENT.matcher(diagram).results().map(m -> m.group(1)).toList();
        List<String> wrong = new ArrayList<>();
        ARROW.matcher(diagram).results().forEach(arrow -> {
            if (order.indexOf(arrow.group(2)) >= order.indexOf(arrow.group(1))) {
                wrong.add(arrow.group());
            }
        });
        assertThat(order).doesNotHaveDuplicates().hasSizeGreaterThan(10);
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPackageStandsInTheDiagram() throws IOException {
        Set<String> drawn = COMPONENT
                .matcher(Files.readString(DIAGRAM))
                .results()
                .map((MatchResult m) -> m.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> found = engine.stream()
                .map(c -> c.getPackageName())
                .filter(p -> p.startsWith(ROOT + "."))
                .map(p -> p.substring(ROOT.length() + 1).replaceAll("\\..*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(drawn).containsAll(found);
    }

    @Test
    void theEngineKnowsNeitherJenkinsNorATerminal() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "picocli..", "java.awt..")
                .check(engine);
        ArchRuleDefinition.noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(engine);
    }

    /** Whoever blocks that pool, in a Jenkins or in an agent, would keep our work from ending. */
    @Test
    void nothingRunsInThePoolThatAllOfAProcessShares() {
        ArchRuleDefinition.noClasses()
                .should()
                .callMethod(HttpClient.class, "sendAsync", HttpRequest.class, HttpResponse.BodyHandler.class)
                .orShould()
                .callMethod(CompletableFuture.class, "supplyAsync", Supplier.class)
                .orShould()
                .callMethod(CompletableFuture.class, "runAsync", Runnable.class)
                .orShould()
                .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.name("parallelStream")))
                .orShould()
                .callMethod(ForkJoinPool.class, "commonPool")
                .check(engine);
    }

    @Test
    void thereIsNoStaticState() {
        ArchRuleDefinition.fields()
                .that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal()
                .check(engine);
    }
}
