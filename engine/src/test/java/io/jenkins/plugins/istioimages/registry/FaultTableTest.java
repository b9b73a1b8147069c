package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.Reply.Trouble;
import io.jenkins.plugins.istioimages.registry.testing.TinyServer;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault times every operation: each ends in what would be without the fault, or in one clear error, and no
 * credential comes to where it is not for. The outcome stands in {@code target/fault-table.md}.
 */
class FaultTableTest {
    private static final String USER = "bob";
    private static final String PASSWORD = "a-password-to-look-for";
    private static final String FOREVER = " (always)";
    private static final byte[] BLOB = RegistryStoreTest.random(600_000);
    private static final TestImages.Image IMAGE = TestImages.image("fault");
    private static final Map<String, String[]> EXPECTED = new HashMap<>();
    private static final Map<String, Map<String, String>> TABLE = new LinkedHashMap<>();

    /** What a user asks for; the result is a text to compare. */
    private interface Operation {
        String run(RegistryStore store, Repository repository) throws Exception;
    }

    private static Map<String, Operation> operations() {
        Map<String, Operation> all = new LinkedHashMap<>();
        all.put("resolve", (store, r) -> store.resolve(r.tag("there")).toString());
        all.put(
                "manifest",
                (store, r) -> store.manifest(r.tag("there")).digest().toString());
        all.put("has blob", (store, r) -> "" + store.hasBlob(r, Digest.sha256(BLOB)));
        all.put("open blob", (store, r) -> Digest.sha256(store.openBlob(r, Descriptor.of(MediaTypes.OCI_LAYER, BLOB))
                        .readAllBytes())
                .toString());
        all.put("push blob", (store, r) -> store.pushBlob(r.resolve("new"), BlobSource.ofBytes("a/b", BLOB))
                .toString());
        all.put("mount blob", (store, r) -> {
            store.pushBlob(r.resolve("new"), BlobSource.ofStore(store, r, Descriptor.of("a/b", BLOB)));
            return "";
        });
        all.put("push manifest", (store, r) -> store.pushManifest(r, IMAGE.manifest())
                .toString());
        all.put("push image", FaultTableTest::pushImage);
        all.put("tag", (store, r) -> {
            store.tag(r.tag("new"), IMAGE.manifest());
            return "";
        });
        all.put("tags", (store, r) -> store.tags(r).toString());
        all.put("attach", (store, r) -> store.pushManifest(r, attachment("new")).toString());
        all.put("referrers", (store, r) -> store.referrers(r, IMAGE.manifest().digest())
                .toString());
        all.put("untag", (store, r) -> {
            store.untag(r.tag("there"));
            return "";
        });
        return all;
    }

    private static String pushImage(RegistryStore store, Repository repository) {
        Repository target = repository.resolve("whole");
        store.pushBlob(target, IMAGE.config());
        store.pushBlob(target, IMAGE.layer());
        store.pushManifest(target, IMAGE.manifest());
        store.tag(target.tag("1"), IMAGE.manifest());
        return store.resolve(target.tag("1")).toString();
    }

    private static ManifestContent attachment(String kind) {
        TreeMap<String, String> annotations = new TreeMap<>();
        annotations.put("kind", kind);
        return new ImageManifest(
                        MediaTypes.OCI_MANIFEST,
                        Optional.of("application/x-test"),
                        IMAGE.config().descriptor(),
                        List.of(),
                        Optional.of(IMAGE.manifest().descriptor()),
                        annotations)
                .content();
    }

    private static Map<String, BiConsumer<FakeRegistry, TinyServer>> faults() {
        Map<String, BiConsumer<FakeRegistry, TinyServer>> all = new LinkedHashMap<>();
        for (int status : new int[] {400, 401, 403, 404, 408, 409, 413, 416, 429, 500, 501, 502, 503, 504}) {
            all.put("status " + status, (r, s) -> r.fault(FaultTableTest::any, 1, Reply.of(status)));
            all.put("status " + status + FOREVER, (r, s) -> r.fault(FaultTableTest::any, 999, Reply.of(status)));
        }
        all.put(
                "429 with seconds",
                (r, s) -> r.fault(FaultTableTest::any, 1, Reply.of(429).header("Retry-After", "1")));
        all.put(
                "503 with a date",
                (r, s) -> r.fault(
                        FaultTableTest::any, 1, Reply.of(503).header("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")));
        all.put(
                "429 for an hour",
                (r, s) -> r.fault(FaultTableTest::any, 1, Reply.of(429).header("Retry-After", "3600")));
        all.put("429 storm", (r, s) -> r.fault(FaultTableTest::any, 3, Reply.of(429)));
        all.put("reset before the answer", (r, s) -> r.fault(FaultTableTest::any, 1, Reply.broken(Trouble.RESET)));
        all.put(
                "reset before the answer" + FOREVER,
                (r, s) -> r.fault(FaultTableTest::any, 999, Reply.broken(Trouble.RESET)));
        all.put("reset within the request", (r, s) -> r.breakInRequest(FaultTableTest::hasBody, 1));
        all.put("reset within the request" + FOREVER, (r, s) -> r.breakInRequest(FaultTableTest::hasBody, 999));
        all.put(
                "reset after it was done",
                (r, s) -> r.fault(FaultTableTest::any, 1, (call, proceed) -> proceed.answer()
                        .trouble(Trouble.RESET)));
        all.put(
                "reset within the answer",
                (r, s) -> r.fault(FaultTableTest::any, 1, (call, proceed) -> proceed.answer()
                        .trouble(Trouble.RESET_IN_BODY)));
        all.put(
                "truncated answer",
                (r, s) -> r.fault(FaultTableTest::any, 1, (call, proceed) -> proceed.answer()
                        .trouble(Trouble.TRUNCATED)));
        all.put(
                "truncated answer" + FOREVER,
                (r, s) -> r.fault(FaultTableTest::any, 999, (call, proceed) -> proceed.answer()
                        .trouble(Trouble.TRUNCATED)));
        all.put("silence", (r, s) -> r.fault(FaultTableTest::any, 1, Reply.broken(Trouble.HANG)));
        all.put(
                "silence within the answer",
                (r, s) -> r.fault(FaultTableTest::any, 1, (call, proceed) -> proceed.answer()
                        .trouble(Trouble.HANG_IN_BODY)));
        all.put(
                "answer before the request's end",
                (r, s) -> r.fault(
                        FaultTableTest::hasBody,
                        1,
                        Reply.error(429, "TOOMANYREQUESTS", "slow down").trouble(Trouble.EARLY)));
        all.put("wrong bytes", (r, s) -> r.fault(FaultTableTest::isNamedByDigest, 1, FaultTableTest::wrongBytes));
        all.put(
                "wrong bytes" + FOREVER,
                (r, s) -> r.fault(FaultTableTest::isNamedByDigest, 999, FaultTableTest::wrongBytes));
        all.put("HEAD that lies", (r, s) -> r.fault(call -> call.is("HEAD", "/blobs/"), 999, Reply.of(200)));
        all.put(
                "not JSON",
                (r, s) -> r.fault(
                        call -> call.method().equals("GET"), 1, Reply.of(200).body("<html>welcome</html>")));
        all.put(
                "larger than any limit",
                (r, s) -> r.fault(
                        call -> call.method().equals("GET"), 1, Reply.of(200).body(new byte[17 << 20])));
        all.put(
                "redirect to another host",
                (r, s) -> r.fault(FaultTableTest::any, 1, (call, proceed) -> Reply.of(307)
                        .header("Location", s.address() + call.target())));
        all.put(
                "redirect in a circle",
                (r, s) -> r.fault(FaultTableTest::any, 999, (call, proceed) -> Reply.of(307)
                        .header("Location", call.target())));
        all.put(
                "redirect to a forbidden host",
                (r, s) -> r.fault(
                        FaultTableTest::any, 1, Reply.of(307).header("Location", "http://registry.example.invalid/")));
        all.put(
                "Location on another host",
                (r, s) -> r.fault(call -> call.is("POST", "/blobs/uploads/"), 999, (call, proceed) -> proceed.answer()
                        .movedTo(s.address())));
        all.put("no Location", (r, s) -> r.fault(call -> call.is("POST", "/blobs/uploads/"), 999, Reply.of(202)));
        all.put(
                "realm on another host",
                (r, s) -> r.fault(
                        FaultTableTest::any,
                        999,
                        Reply.of(401)
                                .header("WWW-Authenticate", "Bearer realm=\"http://registry.example.invalid/token\"")));
        all.put(
                "endless pages",
                (r, s) -> r.fault(call -> call.method().equals("GET"), 999_999, FaultTableTest::nextPage));
        all.put(
                "pages in a circle",
                (r, s) -> r.fault(call -> call.method().equals("GET"), 999_999, (call, proceed) -> proceed.answer()
                        .header("Link", "<" + call.target() + ">; rel=next")));
        all.put(
                "next page on another host",
                (r, s) -> r.fault(FaultTableTest::any, 1, (call, proceed) -> proceed.answer()
                        .header("Link", "<" + s.address() + "/next>; rel=\"next\"")));
        return all;
    }

    private static boolean any(Call call) {
        return call.method().length() > 0;
    }

    /** Lists have no digest to check them by. */
    private static boolean isNamedByDigest(Call call) {
        return call.method().equals("GET")
                && (call.path().contains("/blobs/") || call.path().contains("/manifests/"));
    }

    private static boolean hasBody(Call call) {
        return call.header("Content-Length").filter(l -> !l.equals("0")).isPresent();
    }

    private static Reply wrongBytes(Call call, FakeRegistry.Proceed proceed) {
        Reply right = proceed.answer();
        byte[] body = right.body();
        if (body.length > 0) {
            body[body.length / 2] ^= 1;
        }
        return right.body(body);
    }

    private static Reply nextPage(Call call, FakeRegistry.Proceed proceed) {
        int at = call.parameter("page").map(Integer::parseInt).orElse(0) + 1;
        return proceed.answer().header("Link", "<" + call.path() + "?page=" + at + ">; rel=\"next\"");
    }

    static Stream<Arguments> cells() {
        return faults().keySet().stream()
                .flatMap(fault -> operations().keySet().stream().map(operation -> Arguments.of(fault, operation)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cells")
    void ends_well_or_in_one_clear_error(String fault, String operation) {
        String[] expected = EXPECTED.computeIfAbsent(operation, o -> run("none", o));
        String[] actual = run(fault, operation);
        TABLE.computeIfAbsent(fault, f -> new LinkedHashMap<>()).put(operation, actual[2]);
        if (actual[2].equals("ok")) {
            boolean absent = fault.startsWith("status 404") || fault.equals("HEAD that lies");
            assertThat(actual[0]).satisfies(result -> assertThat(absent || result.equals(expected[0]))
                    .as("%s instead of %s", result, expected[0])
                    .isTrue());
            if (!absent) {
                assertThat(actual[1]).isEqualTo(expected[1]);
            }
        }
    }

    /** Result, what the registry holds afterwards, outcome in a word. */
    private static String[] run(String fault, String operation) {
        RegistryOptions options = RegistryOptions.defaults()
                .withRetry(RegistryStoreTest.QUICK)
                .withTimeouts(new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofMillis(400)));
        try (FakeRegistry registry = new FakeRegistry().basic(USER, PASSWORD);
                TinyServer stranger = new TinyServer(registry::unguarded);
                RegistryStore store = new RegistryStore(
                        options.withCredentials(CredentialSource.of(registry.host(), USER, PASSWORD)))) {
            Repository repository = registry.repository("istio/pilot");
            prepare(registry, store, repository);
            faults().getOrDefault(fault, (r, s) -> {}).accept(registry, stranger);
            String result = "";
            String outcome = "ok";
            try {
                result = operations().get(operation).run(store, repository);
            } catch (EngineException e) {
                outcome = clear(e, registry);
            } catch (Exception e) {
                throw new AssertionError(fault + ", " + operation + ": an error that is none of ours", e);
            }
            assertThat(stranger.calls())
                    .allSatisfy(call -> assertThat(call.headers()).doesNotContainKey("authorization"));
            String port = registry.host();
            return new String[] {result.replace(port, "HOST"), held(registry, operation), outcome};
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
                .doesNotContain(PASSWORD, "\n");
        return error.getClass().getSimpleName().replace("Exception", "");
    }

    private static void prepare(FakeRegistry registry, RegistryStore store, Repository repository) {
        registry.contents().checksReferences = false;
        registry.blob("istio/pilot", BLOB);
        store.tag(repository.tag("there"), IMAGE.manifest());
        store.pushManifest(repository, attachment("there"));
        registry.contents().checksReferences = true;
        for (BlobSource blob : new BlobSource[] {IMAGE.config(), IMAGE.layer()}) {
            registry.contents()
                    .repository("istio/pilot")
                    .blobs()
                    .put(blob.descriptor().digest(), new byte[0]);
        }
    }

    @AfterAll
    static void writeTheTable() throws Exception {
        StringBuilder text = new StringBuilder("# Faults and what becomes of each operation\n\n| fault |");
        operations()
                .keySet()
                .forEach(operation -> text.append(' ').append(operation).append(" |"));
        text.append("\n|---|").append("---|".repeat(operations().size())).append('\n');
        TABLE.forEach((fault, row) -> {
            text.append("| ").append(fault).append(" |");
            row.values().forEach(cell -> text.append(' ').append(cell).append(" |"));
            text.append('\n');
        });
        Path file = Path.of("target", "fault-table.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(TABLE).hasSize(faults().size());
    }
}
