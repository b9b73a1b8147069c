package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.build.ContainerOptions;
import io.jenkins.plugins.istioimages.build.ContainerOptionsJson;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReadManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.plan.PlanJson;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.LockYaml;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A plan on its way between agents and the controller: JSON text of at most 4 MiB.
 *
 * @param plan the stages
 * @param bases stages of the release's own base images, which are made and tagged before the others; empty where it
 *     stands on images that are there
 * @param outputs what of the manifest's is made
 * @param platforms that the release is made for
 * @param lockYaml the sources, as the text of {@code lock.yaml}
 * @param compressor name of what compresses layers, as it was asked for
 * @param staging where images go, as it was asked for; empty means the plan's hub
 * @param container how builder containers are run
 */
public record PlanDocument(
        Plan plan,
        Optional<Plan> bases,
        Set<Output> outputs,
        List<Platform> platforms,
        String lockYaml,
        String compressor,
        String staging,
        ContainerOptions container) {
    private static final int MAX_LENGTH = 4 << 20;
    private static final String WHAT = "the plan";
    private static final String BASES = "bases";

    /** The text for a release that was planned. */
    public static String write(PlannedRelease release, String compressor, String staging, ContainerOptions container) {
        return write(Optional.empty(), release, compressor, staging, container);
    }

    /** The text for a release that stands on base images of its own. */
    public static String write(
            Optional<PlannedRelease> bases,
            PlannedRelease release,
            String compressor,
            String staging,
            ContainerOptions container) {
        return new PlanDocument(
                        release.plan(),
                        bases.map(PlannedRelease::plan),
                        release.outputs(),
                        release.platforms(),
                        LockYaml.write(release.manifest(), release.lock()),
                        compressor,
                        staging,
                        container)
                .text();
    }

    private String text() {
        ObjectNode json = Json.object()
                .put("lock", lockYaml)
                .put("compressor", compressor)
                .put("staging", staging);
        ArrayNode made = json.putArray("outputs");
        outputs.stream().sorted().map(Output::id).forEach(made::add);
        ArrayNode wanted = json.putArray("platforms");
        platforms.forEach(platform -> wanted.add(platform.toString()));
        json.set("container", ContainerOptionsJson.of(container));
        json.set("plan", PlanJson.of(plan));
        bases.ifPresent(first -> json.set(BASES, PlanJson.of(first)));
        return Json.pretty(json);
    }

    /**
     * Reads the text as something that anybody may have written.
     *
     * @throws io.jenkins.plugins.istioimages.errors.EngineException if it is no plan, or its parts do not belong
     *     together
     */
    public static PlanDocument read(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedContentException(WHAT + " is larger than 4 MiB");
        }
        ObjectNode json = Json.readObject(text.getBytes(StandardCharsets.UTF_8), WHAT);
        PlanDocument document = new PlanDocument(
                PlanJson.read(json.path("plan"), WHAT),
                json.has(BASES) ? Optional.of(PlanJson.read(json.path(BASES), WHAT)) : Optional.empty(),
                Output.parse(texts(json, "outputs"), "outputs"),
                texts(json, "platforms").stream().map(Platform::parse).toList(),
                json.path("lock").asText(),
                json.path("compressor").asText(),
                json.path("staging").asText(),
                ContainerOptionsJson.read(json.path("container"), WHAT));
        document.check();
        return document;
    }

    /**
     * The text of what this holds for one platform alone.
     *
     * @param place where its images go instead
     */
    String only(Platform platform, String place) {
        Plan part = only(platform, plan);
        Set<Output> made = EnumSet.noneOf(Output.class);
        part.stages().forEach(stage -> made.add(stage.kind().output()));
        return new PlanDocument(
                        part,
                        bases.map(first -> only(platform, first)),
                        made,
                        List.of(platform),
                        lockYaml,
                        compressor,
                        place,
                        container)
                .text();
    }

    private static Plan only(Platform platform, Plan plan) {
        List<Stage> stages = plan.stages().stream()
                .filter(stage -> stage.platform().equals(platform))
                .toList();
        return new Plan(plan.version(), plan.hub(), plan.tags(), plan.notices(), plan.skipped(), stages);
    }

    /** The text of the release's own base images as a plan by themselves; empty where it has none. */
    Optional<String> ofBases() {
        return bases.map(first -> new PlanDocument(
                        first,
                        Optional.empty(),
                        EnumSet.of(Output.DOCKER),
                        platforms,
                        lockYaml,
                        compressor,
                        staging,
                        container)
                .text());
    }

    private static List<String> texts(ObjectNode json, String field) {
        List<String> texts = new ArrayList<>();
        json.path(field).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /**
     * The whole release. Its manifest is the lock's: every dependency at its commit.
     */
    public PlannedRelease release() {
        ReadManifest manifest = ManifestReader.read("lock.yaml", lockYaml.getBytes(StandardCharsets.UTF_8));
        return new PlannedRelease(manifest.manifest(), lock(), plan, outputs, platforms);
    }

    /** The sources at their commits. */
    public Lock lock() {
        return LockYaml.read("lock.yaml", lockYaml.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A stage of the plan.
     *
     * @throws WorkException if there is none of that id
     */
    public Stage stage(String id) {
        return plan.stages().stream()
                .filter(stage -> stage.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new WorkException(WHAT + " has no stage '" + id + "'"));
    }

    private void check() {
        Lock lock = lock();
        check(plan, lock);
        bases.ifPresent(first -> {
            check(first, lock);
            if (!first.hub().equals(plan.hub())) {
                throw new MalformedContentException(WHAT + " stands on base images of another hub: " + first.hub());
            }
        });
        if (!compressor.matches("[a-zA-Z0-9][a-zA-Z0-9_.+-]{0,127}")) {
            throw new MalformedContentException(WHAT + ": compressor is '" + compressor + "'");
        }
    }

    private static void check(Plan plan, Lock lock) {
        if (!lock.version().equals(plan.version())) {
            throw new MalformedContentException(WHAT + " is of " + plan.version() + ", its lock of " + lock.version());
        }
        plan.stages().forEach(stage -> stage.inputs().forEach((name, commit) -> {
            if (!lock.sources().containsKey(name)
                    || !lock.sources().get(name).sha().equals(commit)) {
                throw new MalformedContentException(WHAT + ": stage " + stage.id() + " builds " + name + " at " + commit
                        + ", which its lock has not");
            }
        }));
    }
}
