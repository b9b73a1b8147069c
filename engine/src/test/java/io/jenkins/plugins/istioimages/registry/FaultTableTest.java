package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault times every operation: each ends in what would be without the fault, or in one clear error, and no
 * credential comes to where it is not for. The outcomes stand in {@code target/fault-table.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultTableTest {
    private static final String NONE = "none";
    private static final String OK = "ok";
    /** Faults that hide what is there, or put something else there, as any registry may. */
    private static final Set<String> OTHER_CONTENT =
            Set.of("status 404", "status 404 (always)", "HEAD that lies", Faults.CYCLE, Faults.NEST);
    /** Most of the time is waiting for silence to be noticed. */
    private static final int AT_A_TIME = 6;

    private final Map<String, Map<String, Future<Cell>>> table = new LinkedHashMap<>();
    private final FaultReport report = new FaultReport();

    @TempDir
    private Path directory;

    /**
     * What became of an operation.
     *
     * @param outcome {@code ok}, or the kind of error
     * @param result what the operation gave
     * @param held what the registry holds afterwards
     */
    private record Cell(String outcome, String result, String held) {}

    @BeforeAll
    void runAll() {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        List<String> faults =
                Stream.concat(Stream.of(NONE), Faults.all().keySet().stream()).toList();
        for (String fault : faults) {
            for (String operation : FaultOperations.all().keySet()) {
                table.computeIfAbsent(fault, f -> new LinkedHashMap<>())
                        .put(operation, threads.submit(() -> run(fault, operation)));
            }
        }
        threads.shutdown();
    }

    static Stream<Arguments> cells() {
        return Faults.all().keySet().stream().flatMap(fault -> FaultOperations.all().keySet().stream()
                .map(operation -> Arguments.of(fault, operation)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cells")
    void ends_well_or_in_one_clear_error(String fault, String operation) throws Exception {
        Cell expected = table.get(NONE).get(operation).get();
        Cell actual = table.get(fault).get(operation).get();
        report.cell("Registries", fault, operation, actual.outcome());
        assertThat(expected.outcome()).isEqualTo(OK);
        if (actual.outcome().equals(OK) && !OTHER_CONTENT.contains(fault)) {
            assertThat(actual.result()).isEqualTo(expected.result());
            assertThat(actual.held()).isEqualTo(expected.held());
        }
    }

    /** Archives are read by the same rules: links that lead out, bombs and damage end in one clear error. */
    @Test
    void an_archive_ends_well_or_in_one_clear_error() {
        ArchiveFaults archives = new ArchiveFaults(directory);
        archives.all().forEach((fault, file) -> ArchiveFaults.operations().forEach((operation, work) -> {
            String outcome = archives.outcome(work, file);
            report.cell("Archives", fault, operation, outcome);
            assertThat(outcome.equals(OK))
                    .as(fault + ": " + operation + " is " + outcome)
                    .isEqualTo(fault.equals("none"));
        }));
    }

    private static Cell run(String fault, String operation) throws Exception {
        try (FaultWorld world = new FaultWorld()) {
            FaultOperations.prepare(world.registry(), world.store(), world.repository());
            RegistryStore fresh = world.store();
            Faults.all().getOrDefault(fault, w -> {}).accept(world);
            String result = "";
            String outcome = OK;
            try {
                result = FaultOperations.all().get(operation).run(fresh, world.repository());
            } catch (EngineException e) {
                outcome = clear(e, world.registry());
            } catch (Exception e) {
                throw new AssertionError(fault + ", " + operation + ": an error that is none of ours", e);
            }
            assertThat(world.stranger().calls())
                    .allSatisfy(call -> assertThat(call.headers()).doesNotContainKey("authorization"));
            return new Cell(
                    outcome, result.replace(world.registry().host(), "HOST"), held(world.registry(), operation));
        }
    }

    /** Where only manifests can be deleted, removing a tag leaves the empty blob of the one it was moved to. */
    private static String held(FakeRegistry registry, String operation) {
        String all = registry.contents().summary();
        return operation.equals("untag") ? all.replaceAll("(?m)^.* blob .*\n", "") : all;
    }

    private static String clear(EngineException error, FakeRegistry registry) {
        assertThat(error).isInstanceOf(StoreException.class);
        assertThat(error.getMessage())
                .contains(registry.host() + "/istio/pilot")
                .hasSizeLessThan(1200)
                .doesNotContain(FaultWorld.PASSWORD, "\n");
        return error.getClass().getSimpleName().replace("Exception", "");
    }

    @AfterAll
    void writeTheReport() {
        report.write(Path.of("target", "fault-table.md"));
        assertThat(report.rows("Registries")).isEqualTo(Faults.all().size());
    }
}
