package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedReleaseTest {
    private static final Receipt HUB = Receipts.of("registry", "ghcr.io/x", Status.DONE, "");
    private static final Receipt CHARTS = Receipts.of("charts", "ghcr.io/x", Status.FAILED, "it is down");
    private static final List<String> BOTH = List.of("registry ghcr.io/x", "charts ghcr.io/x");

    @Test
    void an_answer_is_read_as_scripts_see_it() throws Exception {
        PublishedRelease release = Serialized.copy(check(Receipts.answer(HUB, CHARTS), BOTH));

        assertThat(release.getVersion()).isEqualTo("1.14.5");
        assertThat(release.isWell()).isFalse();
        assertThat(release.getFailed()).containsExactly("charts ghcr.io/x");
        TargetReceipt hub = release.find("registry ghcr.io/x");
        assertThat(hub.isComplete()).isTrue();
        assertThat(hub.getDone()).isEqualTo(1);
        assertThat(hub.getChanges()).singleElement().satisfies(item -> {
            assertThat(item.getName()).isEqualTo("pilot:1.14.5");
            assertThat(item.getAction()).isEqualTo("create");
            assertThat(item.getFound()).isEmpty();
            assertThat(item.getLink()).isEqualTo("https://ghcr.io/x/pilot");
            assertThat(item.isDone()).isTrue();
        });
        assertThat(release).hasToString("release 1.14.5: registry ghcr.io/x: done, charts ghcr.io/x: failed");
        assertThatThrownBy(() -> release.find("git x"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("registry ghcr.io/x, charts ghcr.io/x");
    }

    @Test
    void what_failed_is_named_with_its_reason() {
        PublishedRelease release = check(Receipts.answer(HUB, CHARTS), BOTH);

        assertThatThrownBy(release::orFail)
                .isInstanceOf(AbortException.class)
                .hasMessage("1 of 2 targets of release 1.14.5 are not as they should be:"
                        + " charts ghcr.io/x: failed (it is down)");
    }

    @Test
    void a_dry_run_is_well_where_something_can_be_brought() {
        Receipt missing = Receipts.of("registry", "ghcr.io/x", Status.INCOMPLETE, "");
        List<String> hub = List.of("registry ghcr.io/x");

        PublishedRelease dry = PublishedRelease.check(Receipts.answer(missing), "1.14.5", Mode.DRY_RUN, hub);
        assertThat(dry.isDryRun()).isTrue();
        assertThatCode(dry::orFail).doesNotThrowAnyException();
        assertThat(dry.getSummary()).startsWith("dry run of 1.14.5");
        PublishedRelease checked = PublishedRelease.check(Receipts.answer(missing), "1.14.5", Mode.VERIFY, hub);
        assertThat(checked.isVerify()).isTrue();
        assertThatThrownBy(checked::orFail).isInstanceOf(AbortException.class);
    }

    @Test
    void it_is_kept_and_read_again() {
        PublishedRelease release = check(Receipts.answer(HUB, CHARTS), BOTH);

        assertThat(PublishedRelease.read(release.getJson()).getJson()).isEqualTo(release.getJson());
        assertThat(PublishedRelease.read(release.getJson())).hasToString(release.toString());
    }

    @Test
    void an_agent_speaks_of_the_targets_that_were_asked_for_and_of_no_other() {
        assertThatThrownBy(() -> check(Receipts.answer(HUB), BOTH))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageContaining("'registry ghcr.io/x'");
        Receipt other = Receipts.of("registry", "evil.example", Status.DONE, "");
        assertThatThrownBy(() -> check(Receipts.answer(HUB, other), BOTH))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageContaining("evil.example");
        assertThatThrownBy(() -> check(Receipts.answer(HUB, HUB), BOTH)).isInstanceOf(MalformedContentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt://ghcr.io/%0aalert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "//evil.example",
                "https:nohost",
                "https://user:word@ghcr.io/",
                "not a link"
            })
    void a_link_that_leads_to_no_web_server_is_left_out(String link) {
        String answer = Receipts.answer(HUB).replace("https://ghcr.io/x/pilot", link);

        assertThat(check(answer, BOTH.subList(0, 1)).getTargets().get(0).getItems())
                .extracting(ReceiptItem::getLink)
                .containsExactly("");
    }

    @Test
    void texts_are_bounded_and_stand_on_one_line() {
        String answer = Receipts.answer(HUB)
                .replace("sha256:1", "x".repeat(10_000))
                .replace("pilot:1.14.5", "pilot\\n\\u001b[31m\\u202eevil");

        ReceiptItem item =
                check(answer, BOTH.subList(0, 1)).getTargets().get(0).getItems().get(0);
        assertThat(item.getAsked()).hasSize(4000).endsWith("\u2026");
        assertThat(item.getName()).isEqualTo("pilot  [31m evil");
    }

    @Test
    void digests_are_shortened_for_people() {
        String digest = "sha256:" + "0123456789abcdef".repeat(4);
        String answer = Receipts.answer(HUB).replace("sha256:1", digest).replace("pilot:1.14.5", "pilot@" + digest);

        ReceiptItem item =
                check(answer, BOTH.subList(0, 1)).getTargets().get(0).getItems().get(0);
        assertThat(item.getAsked()).isEqualTo(digest);
        assertThat(item.getShortAsked()).isEqualTo("sha256:0123456789ab\u2026");
        assertThat(item.getShortName()).isEqualTo("pilot@sha256:0123456789ab\u2026");
        assertThat(item.getShortFound()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"done\",", "\"create\""})
    void words_that_there_are_not_are_refused(String word) {
        String answer = Receipts.answer(HUB).replace(word, word.replaceAll("[a-z]+", "great"));

        assertThatThrownBy(() -> check(answer, BOTH.subList(0, 1))).isInstanceOf(MalformedContentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "x", "{\"targets\": [{}]}"})
    void what_is_no_answer_is_refused(String answer) {
        assertThatThrownBy(() -> check(answer, BOTH)).isInstanceOf(MalformedContentException.class);
    }

    private static PublishedRelease check(String answer, List<String> asked) {
        return PublishedRelease.check(answer, "1.14.5", Mode.PUBLISH, asked);
    }
}
