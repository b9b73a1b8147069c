package io.jenkins.plugins.istioimages.publish.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.publish.storage.AccessException;
import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress.Kind;
import io.jenkins.plugins.istioimages.publish.storage.BucketLogin;
import io.jenkins.plugins.istioimages.publish.storage.Condition;
import io.jenkins.plugins.istioimages.publish.storage.ConditionFailedException;
import io.jenkins.plugins.istioimages.publish.storage.StorageException;
import io.jenkins.plugins.istioimages.publish.storage.StorageOptions;
import io.jenkins.plugins.istioimages.publish.storage.Upload;
import io.jenkins.plugins.istioimages.publish.storage.gcs.GcsServer;
import io.jenkins.plugins.istioimages.publish.targets.CuttingProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores that are busy, throttle us or are out of order for some time, or for good. */
class BucketTroubleIT {
    private static final StorageOptions OPTIONS =
            StorageOptions.DEFAULT.withPauses(Duration.ofMillis(2), Duration.ofMillis(20));

    private static final String SLOW_DOWN = answer(
            "503 Slow Down",
            "",
            "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>");
    private static final String LATER = answer(
            "503 Slow Down",
            "Retry-After: 1\r\n",
            "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>");
    private static final String TOO_MANY = answer(
            "429 Too Many Requests",
            "",
            "{\"error\": {\"code\": 429, \"message\": \"rateLimitExceeded\", \"errors\": [{\"reason\":"
                    + " \"rateLimitExceeded\", \"message\": \"The rate of change requests is too high\"}]}}");
    private static final String BROKEN =
            answer("500 Internal Server Error", "", "<Error><Code>InternalError</Code></Error>");
    private static final String GATEWAY = answer("502 Bad Gateway", "", "<html>no such thing</html>");

    private static S3Server s3;
    private static GcsServer gcs;
    private static CuttingProxy s3Proxy;
    private static CuttingProxy gcsProxy;

    @BeforeAll
    static void start() throws Exception {
        s3 = new S3Server();
        gcs = new GcsServer();
        s3Proxy = new CuttingProxy(s3.port());
        gcsProxy = new CuttingProxy(gcs.port());
    }

    @AfterAll
    static void stop() throws Exception {
        s3Proxy.close();
        gcsProxy.close();
        gcs.close();
        s3.close();
        // They hold what was published to them.
        gcs = null;
        s3 = null;
    }

    @AfterEach
    void heal() {
        s3Proxy.trouble(request -> Optional.empty());
        gcsProxy.trouble(request -> Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsForSomeTimeIsAskedForAgain(Kind kind) {
        Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
        proxy(kind).trouble(request -> {
            int time =
                    asked.computeIfAbsent(request, any -> new AtomicInteger()).incrementAndGet();
            return switch (time) {
                case 1 -> Optional.of(kind == Kind.S3 ? SLOW_DOWN : TOO_MANY);
                case 2 -> Optional.of(BROKEN);
                case 3 -> Optional.of(GATEWAY);
                default -> Optional.empty();
            };
        });
        Bucket bucket = bucket(kind, OPTIONS);
        bucket.check("some");
        assertThat(bucket.find("some/time")).isEmpty();
        bucket.put("some/time", Upload.of("1.14.5".getBytes(StandardCharsets.UTF_8), "text/plain"), Condition.ABSENT);
        assertThat(bucket.find("some/time").orElseThrow().size()).isEqualTo(6);
        assertThat(bucket.read("some/time", 100).orElseThrow().text()).isEqualTo("1.14.5");
        assertThat(bucket.digest("some/time")).isPresent();
        assertThat(bucket.list("some/")).hasSize(1);
        assertThat(asked.values()).allSatisfy(times -> assertThat(times.get()).isGreaterThanOrEqualTo(4));
    }

    @ParameterizedTest
    @EnumSource
    void aStoreIsLeftAloneAsLongAsItSays(Kind kind) {
        Queue<Long> moments = new ConcurrentLinkedQueue<>();
        proxy(kind).trouble(request -> {
            moments.add(System.nanoTime());
            return moments.size() == 1 ? Optional.of(LATER) : Optional.empty();
        });
        assertThat(bucket(kind, OPTIONS).find("some/time")).isEmpty();
        Iterator<Long> moment = moments.iterator();
        long first = moment.next();
        assertThat(Duration.ofNanos(moment.next() - first)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    /** A write that is sent again because its answer did not come finds its own content. */
    @ParameterizedTest
    @EnumSource
    void aConditionHoldsThroughTrouble(Kind kind) {
        Bucket bucket = bucket(kind, OPTIONS);
        Upload first = Upload.of("first".getBytes(StandardCharsets.UTF_8), "text/plain");
        bucket.put("condition", first, Condition.ABSENT);
        AtomicInteger times = new AtomicInteger();
        proxy(kind).trouble(request -> times.incrementAndGet() == 1 ? Optional.of(SLOW_DOWN) : Optional.empty());
        assertThatThrownBy(() -> bucket.put(
                        "condition",
                        Upload.of("second".getBytes(StandardCharsets.UTF_8), "text/plain"),
                        Condition.ABSENT))
                .isInstanceOf(ConditionFailedException.class);
        assertThat(bucket.read("condition", 100).orElseThrow().text()).isEqualTo("first");
    }

    @ParameterizedTest
    @EnumSource
    void whatLastsEndsWithWhatTheStoreSaid(Kind kind) {
        AtomicInteger times = new AtomicInteger();
        proxy(kind).trouble(request -> {
            times.incrementAndGet();
            return Optional.of(SLOW_DOWN);
        });
        assertThatThrownBy(() -> bucket(kind, OPTIONS).check("some"))
                .isExactlyInstanceOf(StorageException.class)
                .hasMessageStartingWith("looking into " + kind.scheme() + "://releases/some: the store answered 503")
                .hasMessageEndingWith("(tried 6 times)");
        assertThat(times.get()).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void anOutageThatLastsIsToldWithTheNumberOfTries(Kind kind) {
        String nobody = kind == Kind.S3 ? "s3://releases" : "gs://releases";
        Bucket bucket = Buckets.open(
                BucketAddress.parse(nobody + "?endpoint=http://127.0.0.1:1"), login(kind), OPTIONS.withAttempts(3));
        assertThatThrownBy(() -> bucket.find("some"))
                .isExactlyInstanceOf(StorageException.class)
                .hasMessageContaining("refused")
                .hasMessageEndingWith("(tried 3 times)");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsForbiddenIsNotAskedForAgain(Kind kind) {
        AtomicInteger times = new AtomicInteger();
        proxy(kind).trouble(request -> {
            times.incrementAndGet();
            return Optional.of(answer("403 Forbidden", "", "<Error><Code>AccessDenied</Code></Error>"));
        });
        assertThatThrownBy(() -> bucket(kind, OPTIONS).check("some"))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("these credentials may not do that");
        assertThat(times.get()).isEqualTo(1);
    }

    private static CuttingProxy proxy(Kind kind) {
        return kind == Kind.S3 ? s3Proxy : gcsProxy;
    }

    private static Bucket bucket(Kind kind, StorageOptions options) {
        Function<Integer, String> endpoint = port -> "://releases?endpoint=http://127.0.0.1:" + port;
        return Buckets.open(
                BucketAddress.parse(kind.scheme() + endpoint.apply(proxy(kind).port())), login(kind), options);
    }

    private static BucketLogin login(Kind kind) {
        return kind == Kind.S3
                ? new BucketLogin.AccessKey("AKIATEST", "secret")
                : new BucketLogin.ServiceAccount(ServiceAccountFile.json(gcs.tokens()));
    }

    private static String answer(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }
}
