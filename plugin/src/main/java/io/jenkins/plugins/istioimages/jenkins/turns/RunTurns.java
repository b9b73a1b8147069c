package io.jenkins.plugins.istioimages.jenkins.turns;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import java.io.IOException;
import jenkins.model.Jenkins;

/** The turns of this controller. */
@Extension
public class RunTurns {
    private final Turns turns;

    /** For Jenkins, once. */
    public RunTurns() {
        turns = new Turns(
                Jenkins.get().getRootDir().toPath().resolve("istio-images").resolve("turns.json"), RunTurns::isAtWork);
    }

    /** The one that there is. */
    public static RunTurns get() {
        return ExtensionList.lookupSingleton(RunTurns.class);
    }

    /** See {@link Turns#ask}. */
    public Answer ask(String key, Run<?, ?> run) throws IOException {
        return turns.ask(key, contender(run));
    }

    /** See {@link Turns#giveBack}. */
    public void giveBack(String key, Run<?, ?> run) throws IOException {
        turns.giveBack(key, run.getExternalizableId());
    }

    private static Contender contender(Run<?, ?> run) {
        return new Contender(
                run.getExternalizableId(), run.getParent().getFullName(), run.getNumber(), run.getTimeInMillis());
    }

    private static boolean isAtWork(String id) {
        try {
            Run<?, ?> run = Run.fromExternalizableId(id);
            return run != null && run.isBuilding();
        } catch (IllegalArgumentException e) {
            // No id of a run.
            return false;
        }
    }
}
