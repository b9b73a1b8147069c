package io.jenkins.plugins.istioimages.publish.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.http.BearerToken;
import io.jenkins.plugins.istioimages.publish.http.FastPauses;
import io.jenkins.plugins.istioimages.publish.http.Patience;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrafanaTargetTest {
    private static final String MESH = "istio-mesh-dashboard";
    private static final Map<String, Long> IDS =
            Map.of(MESH, 7639L, "istio-service-dashboard", 7636L, "ztunnel-dashboard", 0L);

    @TempDir
    Path out;

    private final FakeGrafana grafana = new FakeGrafana();
    private final FastPauses pauses = new FastPauses();

    @BeforeEach
    void start() throws IOException {
        for (String name : List.of(MESH, "istio-service-dashboard", "ztunnel-dashboard", "new-dashboard")) {
            Files.writeString(
                    out.resolve(name + ".json"), "{\n \"title\": \"" + name + "\",\n \"version\": 1, \"gap\": 1.0}\n");
        }
        grafana.revisions.put(7639L, new CopyOnWriteArrayList<>(List.of("{\"title\":\"an older one\"}")));
        grafana.revisions.put(7636L, new CopyOnWriteArrayList<>());
    }

    @AfterEach
    void stop() {
        grafana.close();
    }

    @Test
    void dashboardsBecomeTheNewestRevisionsOnce() {
        Receipt first = run(Mode.PUBLISH);
        assertThat(first.status()).as(first.toString()).isEqualTo(Status.DONE);
        assertThat(first.done()).containsExactlyInAnyOrder(MESH, "istio-service-dashboard");
        assertThat(grafana.revisions.get(7639L)).hasSize(2);
        assertThat(grafana.revisions.get(7636L)).hasSize(1);

        assertThat(run(Mode.PUBLISH).status()).isEqualTo(Status.UNCHANGED);
        assertThat(run(Mode.VERIFY).status()).isEqualTo(Status.UNCHANGED);
        assertThat(grafana.writes).hasSize(2);
    }

    @Test
    void dashboardsWithoutAnIdAreNotPublishedAndThatIsSaid() {
        assertThat(run(Mode.DRY_RUN).items())
                .filteredOn(item -> item.asked().startsWith("not published"))
                .extracting(Item::name, Item::asked)
                .containsExactly(
                        tuple("new-dashboard", "not published, the manifest has no id for it"),
                        tuple("ztunnel-dashboard", "not published, its id is 0"));
        assertThat(grafana.writes).isEmpty();
    }

    @Test
    void aDryRunNamesWhatTheRealOneDoes() {
        Receipt dry = run(Mode.DRY_RUN);
        assertThat(grafana.writes).isEmpty();
        assertThat(run(Mode.PUBLISH).done())
                .containsExactlyInAnyOrderElementsOf(
                        dry.changes().stream().map(Item::name).toList());
    }

    @Test
    void aRefusalIsAFailure() {
        grafana.trouble = (number, call) -> call.method().equals("POST")
                ? Optional.of(Reply.of(409).body("{\"message\":\"Revision exists\"}"))
                : Optional.empty();
        Receipt receipt = run(Mode.PUBLISH);
        assertThat(receipt.status()).isEqualTo(Status.FAILED);
        assertThat(receipt.problem()).get().asString().contains("409", "Revision exists");
    }

    @Test
    void aWrongTokenIsToldByReadingAndNotShown() {
        Receipt receipt = run(Mode.DRY_RUN, "glc_wrong", IDS);
        assertThat(receipt.problem()).get().asString().contains("401");
        assertThat(receipt.toString()).doesNotContain("glc_wrong");
    }

    @Test
    void anIdThatIsNotOnGrafanaComIsWrongInput() {
        assertThat(run(Mode.DRY_RUN, FakeGrafana.TOKEN, Map.of(MESH, 1L)).problem())
                .get()
                .asString()
                .contains("has no dashboard 1");
        assertThat(run(Mode.DRY_RUN, FakeGrafana.TOKEN, Map.of("missing", 7639L))
                        .problem())
                .get()
                .asString()
                .contains("dashboard 'missing' of the manifest cannot be read");
        assertThatThrownBy(() -> run(Mode.DRY_RUN, FakeGrafana.TOKEN, Map.of("../x", 1L)))
                .isInstanceOf(InputException.class);
    }

    @Test
    void brokenAtEveryRequestNoRevisionIsAddedTwice() {
        run(Mode.PUBLISH);
        int requests = grafana.requests();
        assertThat(requests).isGreaterThan(8);
        for (int at = 1; at <= requests; at++) {
            for (boolean afterwards : List.of(true, false)) {
                grafana.revisions.values().forEach(List::clear);
                int broken = grafana.requests() + at;
                grafana.trouble =
                        (number, call) -> number == broken ? Optional.of(lost(call, afterwards)) : Optional.empty();

                assertThat(run(Mode.PUBLISH).complete())
                        .as("%s %s", at, afterwards)
                        .isTrue();
                assertThat(grafana.revisions.values())
                        .as("%s %s", at, afterwards)
                        .allMatch(all -> all.size() == 1);
            }
        }
    }

    private Reply lost(Call call, boolean afterwards) {
        Reply reply = afterwards ? grafana.right(call) : Reply.of(200);
        return reply.trouble(Reply.Trouble.RESET);
    }

    private Receipt run(Mode mode) {
        return run(mode, FakeGrafana.TOKEN, IDS);
    }

    private Receipt run(Mode mode, String token, Map<String, Long> ids) {
        GrafanaApi api = new GrafanaApi(
                URI.create(grafana.address()), new BearerToken(token), Patience.standard(), pauses, line -> {});
        return new Publication(mode, false, receipt -> {})
                .run(List.of(new GrafanaTarget(api, out, ids)))
                .get(0);
    }
}
