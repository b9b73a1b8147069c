package io.jenkins.plugins.istioimages.publish.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.Reply.Trouble;
import io.jenkins.plugins.istioimages.registry.testing.TinyServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiClientTest {
    @TempDir
    Path temp;

    private final Deque<Reply> replies = new ConcurrentLinkedDeque<>();
    private final TinyServer server = new TinyServer(this::reply);
    private final TinyServer elsewhere = new TinyServer(
            call -> Reply.of(200).body("from " + call.header("Authorization").orElse("nobody")));
    private final FastPauses pauses = new FastPauses();
    private final Deque<String> told = new ArrayDeque<>();

    @AfterEach
    void stop() {
        server.close();
        elsewhere.close();
    }

    private Reply reply(Call call) {
        Reply next = replies.poll();
        return next == null ? Reply.of(200).body("done") : next;
    }

    private ApiClient client(Duration silence) {
        return new ApiClient(
                Optional.of(new BearerToken("secret")),
                List.of(URI.create(server.address())),
                new Patience(4, Duration.ofSeconds(1), silence, Duration.ofMinutes(10)),
                pauses,
                told::add);
    }

    private ApiClient client() {
        return client(Duration.ofSeconds(60));
    }

    private ApiRequest get() {
        return ApiRequest.get(URI.create(server.address() + "/thing"), "the thing");
    }

    private ApiRequest post() {
        return ApiRequest.post(
                URI.create(server.address() + "/things"),
                ApiBody.bytes("text/plain", "new".getBytes(StandardCharsets.UTF_8)),
                "the thing");
    }

    @Test
    void outagesAreTriedAgainWithGrowingPauses() {
        replies.addAll(List.of(Reply.of(500), Reply.of(503), Reply.of(502)));
        assertThat(client().send(get()).text()).isEqualTo("done");
        assertThat(pauses.taken()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(told).hasSize(3).allMatch(line -> line.startsWith("the thing: 127.0.0.1 answers with status 50"));
    }

    @Test
    void anOutageThatLastsIsTold() {
        for (int i = 0; i < 4; i++) {
            replies.add(Reply.of(500).body("{\"message\":\"we are sorry\"}"));
        }
        assertThatThrownBy(() -> client().send(get()))
                .isInstanceOf(LostAnswerException.class)
                .hasMessageContaining("status 500: we are sorry");
        assertThat(server.calls()).hasSize(4);
    }

    @Test
    void anOutageSaysItselfHowLongItLasts() {
        replies.add(Reply.of(503).header("Retry-After", "45"));
        assertThat(client().send(get()).ok()).isTrue();
        assertThat(pauses.taken()).containsExactly(Duration.ofSeconds(45));
    }

    @Test
    void aDateOfRetryAfterCountsFromNow() {
        replies.add(Reply.of(429).header("Retry-After", "Wed, 12 Oct 2022 08:12:30 GMT"));
        assertThat(client().send(post()).ok()).isTrue();
        assertThat(pauses.taken()).containsExactly(Duration.ofSeconds(90));
    }

    @Test
    void aRefusalIsAnAnswer() {
        replies.add(Reply.of(403).body("{\"message\":\"Resource not accessible\"}"));
        ApiAnswer answer = client().send(get());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(ApiException.of(get(), answer)).hasMessageContaining("the thing: ", "Resource not accessible");
        assertThat(pauses.taken()).isEmpty();
    }

    @Test
    void whatMustNotBeMadeTwiceIsAskedAboutFirst() {
        replies.add(Reply.broken(Trouble.RESET));
        assertThat(client().<String>make(post(), () -> Optional.of("there"), ApiAnswer::text))
                .isEqualTo("there");
        assertThat(server.calls()).hasSize(1);

        replies.add(Reply.of(502));
        assertThat(client().<String>make(post(), Optional::empty, ApiAnswer::text))
                .isEqualTo("done");
        assertThat(server.calls()).hasSize(3);

        for (int i = 0; i < 4; i++) {
            replies.add(Reply.broken(Trouble.RESET));
        }
        assertThatThrownBy(() -> client().<String>make(post(), Optional::empty, ApiAnswer::text))
                .isInstanceOf(LostAnswerException.class);
        assertThat(server.calls()).hasSize(7);
    }

    @Test
    void theTokenGoesToItsOriginOnly() {
        replies.add(Reply.of(302).header("Location", elsewhere.address() + "/x"));
        assertThat(client().send(get()).text()).isEqualTo("from nobody");
        assertThat(server.calls().get(0).header("Authorization")).contains("Bearer secret");

        replies.add(Reply.of(307).header("Location", elsewhere.address() + "/x"));
        assertThatThrownBy(() -> client().send(post()))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("is not followed");
        assertThat(elsewhere.calls()).hasSize(1);
    }

    @Test
    void aRepositoryThatWasRenamedIsFollowedWithWhatIsWritten() {
        replies.add(Reply.of(307).header("Location", "/repositories/1/things"));
        assertThat(client().send(post()).ok()).isTrue();
        assertThat(server.calls().get(1).path()).isEqualTo("/repositories/1/things");
        assertThat(server.calls().get(1).body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("new");

        for (int i = 0; i < 9; i++) {
            replies.add(Reply.of(302).header("Location", "/again"));
        }
        assertThatThrownBy(() -> client().send(get())).isInstanceOf(ApiException.class);
    }

    @Test
    void aServerThatIsSilentIsLeft() {
        for (int i = 0; i < 4; i++) {
            replies.add(Reply.broken(Trouble.HANG));
        }
        assertThatThrownBy(() -> client(Duration.ofMillis(200)).send(get()))
                .isInstanceOf(LostAnswerException.class)
                .hasMessageContaining("no whole answer");
    }

    @Test
    void anInterruptEndsTheWaiting() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> client().send(get())).isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void ofSomethingLargeTheDigestIsReadAndNoMore() {
        byte[] large = new byte[3 << 20];
        replies.add(Reply.of(200).body(large));
        assertThat(client().digest(get(), large.length))
                .isEqualTo(Digest.sha256(large).toString());
        for (int i = 0; i < 4; i++) {
            replies.add(Reply.of(200).body(large));
        }
        assertThatThrownBy(() -> client().digest(get(), large.length - 1)).isInstanceOf(ApiException.class);
        replies.clear();
        replies.add(Reply.of(404));
        assertThatThrownBy(() -> client().digest(get(), 1)).isInstanceOf(ApiException.class);
    }

    @Test
    void anAnswerThatIsCutIsNoAnswer() {
        replies.add(Reply.of(200).body("a whole answer").trouble(Trouble.TRUNCATED));
        assertThat(client().send(get()).text()).isEqualTo("done");
    }

    @Test
    void tokensComeFromAFileOrTheEnvironment() throws IOException {
        Path file = Files.writeString(temp.resolve("token"), "from-file\n");
        Map<String, String> environment = Map.of("GH_TOKEN", " ", "GITHUB_TOKEN", "from-environment");
        List<String> names = List.of("GH_TOKEN", "GITHUB_TOKEN");
        assertThat(BearerToken.find(Optional.of(file), environment, names)
                        .orElseThrow()
                        .authorization())
                .isEqualTo("Bearer from-file");
        assertThat(BearerToken.find(Optional.empty(), environment, names)
                        .orElseThrow()
                        .authorization())
                .isEqualTo("Bearer from-environment");
        assertThat(BearerToken.find(Optional.empty(), Map.of(), names)).isEmpty();
        assertThat(new BearerToken("from-file")).hasToString("BearerToken[hidden]");
        assertThatThrownBy(() -> new BearerToken("two words"))
                .isInstanceOf(InputException.class)
                .hasMessageNotContaining("two words");
        Path empty = Files.writeString(temp.resolve("empty"), "\n");
        assertThatThrownBy(() -> BearerToken.find(Optional.of(empty), Map.of(), names))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> BearerToken.find(Optional.of(temp.resolve("none")), Map.of(), names))
                .isInstanceOf(InputException.class);
    }
}
