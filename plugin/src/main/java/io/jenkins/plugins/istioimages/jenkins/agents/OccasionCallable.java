package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.builder.BuilderRepository;
import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks what a working tree wants to be released, where it is one of releases, and what has changed in it since a commit. */
public final class OccasionCallable extends EngineCallable<OccasionCallable.Answer> {
    private static final long serialVersionUID = 1L;

    private final PlanRequest request;
    private final String since;

    /**
     * @param request the release whose version is wanted; null for none
     * @param since a commit; empty if nothing is to be compared
     */
    public OccasionCallable(PlanRequest request, String since) {
        this.request = request;
        this.since = since;
    }

    @Override
    Answer work(Path workspace) {
        String version = request == null
                ? ""
                : PlanCallable.read(workspace, request).manifest().version();
        if (since.isEmpty()) {
            return new Answer(version, "there is no successful build before this one", List.of());
        }
        try (BuilderRepository repository = BuilderRepository.of(workspace)) {
            return new Answer(version, "", List.copyOf(repository.changed(since, "HEAD")));
        } catch (InputException e) {
            // History was rewritten, or only a part of it was fetched.
            return new Answer(
                    version,
                    "what has changed since the last successful build is not known: " + e.getMessage(),
                    List.of());
        }
    }

    /** What the agent says. */
    public static final class Answer implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String version;
        private final String unknown;
        private final ArrayList<String> changed;

        Answer(String version, String unknown, List<String> changed) {
            this.version = version;
            this.unknown = unknown;
            this.changed = new ArrayList<>(changed);
        }

        /** Of the release; empty where none was asked for. */
        public String version() {
            return version;
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
