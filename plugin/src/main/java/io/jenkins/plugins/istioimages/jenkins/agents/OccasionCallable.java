package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.builder.BuilderRepository;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks what a working tree wants to be released, where it is one of releases, and what has changed in it since a commit. */
public final class OccasionCallable extends EngineCallable<OccasionCallable.Answer> {
    private static final long serialVersionUID = 1L;
    private static final String FIRST = "there is no successful build before this one";

    private final PlanRequest request;
    private final String since;
    private final String base;

    /**
     * @param request the release whose version is wanted; null for none
     * @param since commit of the last successful build; empty if there is none
     * @param base branch whose fork is compared with instead, where it was fetched; empty for none
     */
    public OccasionCallable(PlanRequest request, String since, String base) {
        this.request = request;
        this.since = since;
        this.base = base;
    }

    @Override
    Answer work(Path workspace) {
        if (request == null) {
            return changes(workspace, "", List.of());
        }
        ReleaseManifest manifest = request.read(workspace).manifest();
        return changes(
                workspace,
                manifest.version(),
                manifest.outputs().stream().map(Output::id).toList());
    }

    private Answer changes(Path workspace, String version, List<String> outputs) {
        if (since.isEmpty() && base.isEmpty()) {
            return new Answer(version, outputs, since, FIRST, List.of());
        }
        try (BuilderRepository repository = BuilderRepository.of(workspace)) {
            String from = base.isEmpty() ? since : repository.forkOf(base).orElse(since);
            return from.isEmpty()
                    ? new Answer(version, outputs, from, FIRST, List.of())
                    : new Answer(version, outputs, from, "", List.copyOf(repository.changed(from, "HEAD")));
        } catch (InputException e) {
            // History was rewritten, or only a part of it was fetched.
            return new Answer(
                    version,
                    outputs,
                    since,
                    "what has changed since the last successful build is not known: " + e.getMessage(),
                    List.of());
        }
    }

    /** What the agent says. */
    public static final class Answer implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String version;
        private final ArrayList<String> outputs;
        private final String since;
        private final String unknown;
        private final ArrayList<String> changed;

        Answer(String version, List<String> outputs, String since, String unknown, List<String> changed) {
            this.version = version;
            this.outputs = new ArrayList<>(outputs);
            this.since = since;
            this.unknown = unknown;
            this.changed = new ArrayList<>(changed);
        }

        /** Of the release; empty where none was asked for. */
        public String version() {
            return version;
        }

        /** What the release is to have; empty where none was asked for. */
        public List<String> outputs() {
            return outputs;
        }

        /** The commit that is compared with; empty if there is none. */
        public String since() {
            return since;
        }

        /** Why it is not known what has changed; empty if it is. */
        public String unknown() {
            return unknown;
        }

        /** Paths from the top of the repository. */
        public List<String> changed() {
            return changed;
        }
    }
}
