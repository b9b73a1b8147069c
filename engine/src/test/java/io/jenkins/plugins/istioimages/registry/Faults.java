package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.Contents;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.Reply.Trouble;
import io.jenkins.plugins.istioimages.registry.testing.TokenServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The rows of the fault table: what a registry, its token server or someone in between does wrong. */
final class Faults {
    static final String CYCLE = "index that contains itself";
    static final String NEST = "index nested twenty deep";
    private static final String FOREVER = " (always)";

    /** More than any answer may have. */
    private static final byte[] LARGE = new byte[17 << 20];

    private Faults() {}

    static Map<String, Consumer<FaultWorld>> all() {
        Map<String, Consumer<FaultWorld>> all = new LinkedHashMap<>();
        for (int status : new int[] {400, 401, 403, 404, 408, 409, 413, 416, 429, 500, 501, 502, 503, 504}) {
            all.put("status " + status, w -> w.registry().fault(Faults::any, 1, Reply.of(status)));
            all.put("status " + status + FOREVER, w -> w.registry().fault(Faults::any, 999, Reply.of(status)));
        }
        all.put("429 with seconds", w -> w.registry()
                .fault(Faults::any, 1, Reply.of(429).header("Retry-After", "1")));
        all.put("503 with a date", w -> w.registry()
                .fault(Faults::any, 1, Reply.of(503).header("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")));
        all.put("429 for an hour", w -> w.registry()
                .fault(Faults::any, 1, Reply.of(429).header("Retry-After", "3600")));
        all.put("429 storm", w -> w.registry().fault(Faults::any, 3, Reply.of(429)));
        all.put("reset before the answer", w -> w.registry().fault(Faults::any, 1, Reply.broken(Trouble.RESET)));
        all.put("reset before the answer" + FOREVER, w -> w.registry()
                .fault(Faults::any, 999, Reply.broken(Trouble.RESET)));
        all.put("reset within the request", w -> w.registry().breakInRequest(Faults::hasBody, 1));
        all.put("reset within the request" + FOREVER, w -> w.registry().breakInRequest(Faults::hasBody, 999));
        all.put("reset after it was done", w -> w.registry()
                .fault(Faults::any, 1, (call, proceed) -> proceed.answer().trouble(Trouble.RESET)));
        all.put("reset within the answer", w -> w.registry()
                .fault(Faults::any, 1, (call, proceed) -> proceed.answer().trouble(Trouble.RESET_IN_BODY)));
        all.put("truncated answer", w -> w.registry()
                .fault(Faults::any, 1, (call, proceed) -> proceed.answer().trouble(Trouble.TRUNCATED)));
        all.put("truncated answer" + FOREVER, w -> w.registry()
                .fault(Faults::any, 999, (call, proceed) -> proceed.answer().trouble(Trouble.TRUNCATED)));
        all.put("silence", w -> w.registry().fault(Faults::any, 1, Reply.broken(Trouble.HANG)));
        all.put("silence within the answer", w -> w.registry()
                .fault(Faults::any, 1, (call, proceed) -> proceed.answer().trouble(Trouble.HANG_IN_BODY)));
        all.put("answer before the request's end", w -> w.registry()
                .fault(
                        Faults::hasBody,
                        1,
                        Reply.error(429, "TOOMANYREQUESTS", "slow down").trouble(Trouble.EARLY)));
        all.put("wrong bytes", w -> w.registry().fault(Faults::isNamedByDigest, 1, Faults::wrongBytes));
        all.put("wrong bytes" + FOREVER, w -> w.registry().fault(Faults::isNamedByDigest, 999, Faults::wrongBytes));
        all.put("HEAD that lies", w -> w.registry().fault(call -> call.is("HEAD", "/blobs/"), 999, Reply.of(200)));
        all.put("not JSON", w -> w.registry()
                .fault(call -> call.method().equals("GET"), 1, Reply.of(200).body("<html>welcome</html>")));
        all.put("larger than any limit", w -> w.registry()
                .fault(call -> call.method().equals("GET"), 1, Reply.of(200).sharedBody(LARGE)));
        all.put("redirect to another host", w -> w.registry().fault(Faults::any, 1, (call, proceed) -> Reply.of(307)
                .header("Location", w.stranger().address() + call.target())));
        all.put("redirect in a circle", w -> w.registry()
                .fault(Faults::any, 999, (call, proceed) -> Reply.of(307).header("Location", call.target())));
        all.put("redirect to a forbidden host", w -> w.registry()
                .fault(Faults::any, 1, Reply.of(307).header("Location", "http://registry.example.invalid/")));
        all.put("Location on another host", w -> w.registry()
                .fault(call -> call.is("POST", "/blobs/uploads/"), 999, (call, proceed) -> proceed.answer()
                        .movedTo(w.stranger().address())));
        all.put("no Location", w -> w.registry().fault(call -> call.is("POST", "/blobs/uploads/"), 999, Reply.of(202)));
        all.put("realm on another host", w -> w.registry()
                .fault(
                        Faults::any,
                        999,
                        Reply.of(401)
                                .header("WWW-Authenticate", "Bearer realm=\"http://registry.example.invalid/token\"")));
        all.put("endless pages", w -> w.registry()
                .fault(call -> call.method().equals("GET"), 999_999, Faults::nextPage));
        all.put("pages in a circle", w -> w.registry()
                .fault(call -> call.method().equals("GET"), 999_999, (call, proceed) -> proceed.answer()
                        .header("Link", "<" + call.target() + ">; rel=next")));
        all.put("next page on another host", w -> w.registry().fault(Faults::any, 1, (call, proceed) -> proceed.answer()
                .header("Link", "<" + w.stranger().address() + "/next>; rel=\"next\"")));
        all.put("slow answers", w -> w.registry()
                .fault(Faults::any, 999, (call, proceed) -> proceed.answer().trouble(Trouble.SLOW)));
        all.put("oversized manifest", w -> w.registry()
                .fault(
                        call -> call.is("GET", "/manifests/"),
                        999,
                        Reply.of(200)
                                .header("Content-Type", MediaTypes.OCI_MANIFEST)
                                .sharedBody(LARGE)));
        all.put(CYCLE, Faults::cyclicIndex);
        all.put(NEST, Faults::deepIndex);
        all.put("token that ends at once", w -> w.bearer().lifetime(Duration.ZERO));
        all.put("token that ends in the middle", Faults::tokenEndsInTheMiddle);
        all.put("token that allows too little", w -> w.bearer().refuse(scope -> true));
        all.put(
                "token server that is overloaded",
                w -> w.tokenServer(w.server(call -> Reply.of(429).header("Retry-After", "2"))
                        .address()));
        all.put("token server that sends us on", w -> w.tokenServer(w.moving().address()));
        all.put("realm in the clear on another host", w -> w.tokenServer("http://registry.example.invalid/token"));
        all.put("realm with a password in it", w -> w.tokenServer("https://bob:x@registry.example.invalid/token"));
        all.put("realm that is no address", w -> w.tokenServer("ht tp://nowhere"));
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

    /** An index by tag, whose child is answered with the index itself. */
    private static void cyclicIndex(FaultWorld world) {
        Descriptor child = Descriptor.of(MediaTypes.OCI_INDEX, "{}".getBytes(StandardCharsets.UTF_8));
        ManifestContent index =
                ImageIndex.of(MediaTypes.OCI_INDEX, List.of(child)).content();
        world.registry()
                .fault(
                        call -> call.is("GET", "/manifests/") || call.is("HEAD", "/manifests/there"),
                        999,
                        Reply.of(200)
                                .header("Content-Type", MediaTypes.OCI_INDEX)
                                .body(index.bytes()));
    }

    private static void deepIndex(FaultWorld world) {
        Contents.Repo repository = world.registry().contents().repository("istio/pilot");
        ManifestContent content = FaultOperations.IMAGE.manifest();
        for (int i = 0; i < 20; i++) {
            content = ImageIndex.of(MediaTypes.OCI_INDEX, List.of(content.descriptor()))
                    .content();
            repository.manifests().put(content.digest(), new Contents.Stored(MediaTypes.OCI_INDEX, content.bytes()));
        }
        repository.tags().put("there", content.digest());
    }

    private static void tokenEndsInTheMiddle(FaultWorld world) {
        TokenServer tokens = world.bearer();
        AtomicInteger count = new AtomicInteger();
        world.registry().fault(Faults::any, 999, (call, proceed) -> {
            if (count.getAndIncrement() % 4 == 2) {
                tokens.revokeAll();
            }
            return proceed.answer();
        });
    }
}
