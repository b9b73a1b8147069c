package io.jenkins.plugins.istioimages.bench.scenario;

import io.jenkins.plugins.istioimages.bench.contender.Contender;
import io.jenkins.plugins.istioimages.bench.contender.LayoutCopier;
import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.registry.CopiedCheck;
import java.io.IOException;
import java.util.List;

/** Images from an OCI layout into an empty registry. */
final class LayoutScenario implements Scenario {
    private final String name;
    private final List<LayoutCopier> copiers;
    private final LayoutDirectory layout;

    LayoutScenario(String name, List<LayoutCopier> copiers, LayoutDirectory layout) {
        this.name = name;
        this.copiers = List.copyOf(copiers);
        this.layout = layout;
    }

    @Override
    public List<LayoutCopier> contenders() {
        return copiers;
    }

    @Override
    public void play(Contender contender, Turn turn) throws IOException {
        LayoutCopier copier = (LayoutCopier) contender;
        turn.run(
                name,
                copier.copyLayout(turn.workspace(), layout, turn.hub()),
                new CopiedCheck(layout, turn.hub().path(), copier.keepsIndexes()));
    }
}
