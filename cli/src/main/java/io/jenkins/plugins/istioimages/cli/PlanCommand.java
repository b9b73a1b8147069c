package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.plan.PlanJson;
import io.jenkins.plugins.istioimages.plan.PlanOptions;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.plan.ReleasePlanner;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageOutput;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.SourceOptions;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Prints sources as resolved, stages, labels and tags; writes nothing but the source cache.")
final class PlanCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ManifestOptions manifest = new ManifestOptions();

    @Mixin
    private SupportChoice support = new SupportChoice();

    @Mixin
    private PlanChoices choices = new PlanChoices();

    @Mixin
    private GitOptions git = new GitOptions();

    @Option(names = "--hub", paramLabel = "REF", defaultValue = "", description = "registry and path of the images")
    private String hub;

    @Option(names = "--json", description = "the plan as data")
    private boolean json;

    PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReleaseManifest read = manifest.read(terminal);
        support.check(read, terminal);
        SourceOptions sources = SourceOptions.standard();
        MirrorCache mirrors =
                git.mirrors(System.getenv(), line -> terminal.err().println(line));
        ReleasePlanner planner = new ReleasePlanner(mirrors, git.dirty() ? sources.withDirty() : sources);
        PlanOptions options =
                choices.options(choices.compressor(System.getenv()).id(), hub);
        PlannedRelease release = git.network().plan(planner, mirrors, manifest, read, options);
        Optional<PlannedRelease> bases = choices.bases(planner, release, options);
        release.plan().notices().forEach(notice -> terminal.err().println("notice: " + notice));
        if (json) {
            ObjectNode tree = json(release);
            bases.ifPresent(first -> tree.set("bases", PlanJson.of(first.plan())));
            terminal.out().print(Json.pretty(tree));
        } else {
            print(bases, release, terminal.out());
            new LeftOut(release.plan()).print(terminal.out());
        }
        terminal.out().flush();
        return 0;
    }

    private static ObjectNode json(PlannedRelease release) {
        ObjectNode tree = PlanJson.of(release.plan());
        ObjectNode sources = tree.putObject("sources");
        release.lock().sources().forEach((name, source) -> {
            ObjectNode one = sources.putObject(name)
                    .put("git", source.git())
                    .put("sha", source.sha())
                    .put("how", source.how());
            source.branch().ifPresent(branch -> one.put("branch", branch));
        });
        return tree;
    }

    private static void print(Optional<PlannedRelease> bases, PlannedRelease release, PrintWriter out) {
        out.println("version " + release.plan().version() + ", images go to "
                + release.plan().hub());
        out.println();
        out.println("sources");
        release.lock()
                .sources()
                .forEach((name, source) ->
                        out.println("  " + name + " " + source.sha() + "  " + source.how() + " of " + source.git()));
        bases.ifPresent(first -> stages(first, out));
        stages(release, out);
    }

    private static void stages(PlannedRelease release, PrintWriter out) {
        for (Stage stage : release.plan().stages()) {
            out.println();
            out.println("stage " + stage.id() + " on " + stage.platform() + ", agent label " + stage.label()
                    + (stage.inContainer() ? ", in " + stage.builderImage() : ""));
            stage.commands().forEach(command -> out.println("  runs " + command));
            for (StageOutput output : stage.outputs()) {
                out.println("  makes " + output + ", tags "
                        + String.join(", ", release.plan().tags().of(output.variant())));
            }
            stage.files().forEach(file -> out.println("  makes " + file));
        }
    }
}
